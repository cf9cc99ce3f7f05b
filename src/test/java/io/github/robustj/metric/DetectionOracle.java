package io.github.robustj.metric;

import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.BoxedObject.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * The scores of detections as their definitions say, in double precision, over all pairs: COCO's by
 * the loops of its evaluation code (cocoeval.py, evaluateImg and accumulate), VOC's by those of the
 * development kit (VOCevaldet.m).
 */
final class DetectionOracle {

  private record Verdict(double score, boolean right) {}

  /** Two boxes of an image that overlap, the one that is drawn by its place in the list. */
  private record Pair(int truth, double iou, double ofFound) {}

  private final List<List<BoxedObject>> truths = new ArrayList<>();
  private final List<List<BoxedObject>> founds = new ArrayList<>();

  private final int positives;

  /** Of every image for every one that is found, with all that are drawn, in their order. */
  private final List<List<List<Pair>>> pairs = new ArrayList<>();

  DetectionOracle(List<ObjectsInImage> images, String name) {
    for (ObjectsInImage image : images) {
      List<BoxedObject> truth = new ArrayList<>(image.truth());
      truth.removeIf(o -> !o.name().equals(name));
      List<BoxedObject> found = new ArrayList<>(image.found());
      found.removeIf(o -> !o.name().equals(name));
      found.sort((a, b) -> Double.compare(b.score(), a.score()));
      // Those that count first, as in evaluateImg; VOC asks for the best, whatever the order.
      truth.sort(Comparator.comparing(o -> o.role() != Role.OBJECT));
      truths.add(truth);
      founds.add(found);
      pairs.add(found.stream().map(dt -> pairs(dt.box(), truth)).toList());
    }
    positives = truths.stream().mapToInt(DetectionOracle::counted).sum();
  }

  private static List<Pair> pairs(Box found, List<BoxedObject> truth) {
    List<Pair> pairs = new ArrayList<>();
    for (int g = 0; g < truth.size(); g++) {
      double iou = overlap(found, truth.get(g).box(), false);
      if (iou > 0) pairs.add(new Pair(g, iou, overlap(found, truth.get(g).box(), true)));
    }
    return pairs;
  }

  private static int counted(List<BoxedObject> truth) {
    return (int) truth.stream().filter(o -> o.role() == Role.OBJECT).count();
  }

  private List<Verdict> coco(double iou, int most, double lowest) {
    List<Verdict> verdicts = new ArrayList<>();
    for (int image = 0; image < truths.size(); image++) {
      List<BoxedObject> gt = truths.get(image);
      int counted = counted(gt);
      boolean[] used = new boolean[gt.size()];
      int given = 0;
      for (int d = 0; d < founds.get(image).size(); d++) {
        BoxedObject dt = founds.get(image).get(d);
        if (dt.score() < lowest || given++ >= most) continue;
        double best = Math.min(iou, 1 - 1e-10);
        int match = -1;
        for (Pair pair : pairs.get(image).get(d)) {
          int g = pair.truth;
          boolean crowd = gt.get(g).role() == Role.CROWD;
          if (used[g] && !crowd) continue;
          if (match > -1 && match < counted && g >= counted) break;
          double overlap = crowd ? pair.ofFound : pair.iou;
          if (overlap < best) continue;
          best = overlap;
          match = g;
        }
        if (match >= 0) used[match] = true;
        if (match < counted) verdicts.add(new Verdict(dt.score(), match >= 0));
      }
    }
    Collections.sort(verdicts, (a, b) -> Double.compare(b.score, a.score));
    return verdicts;
  }

  private static double overlap(Box a, Box b, boolean crowd) {
    double w = Math.min(a.right(), b.right()) - Math.max(a.left(), b.left());
    double h = Math.min(a.bottom(), b.bottom()) - Math.max(a.top(), b.top());
    if (w <= 0 || h <= 0) return 0;
    double of = (a.right() - a.left()) * (a.bottom() - a.top());
    double with = (b.right() - b.left()) * (b.bottom() - b.top());
    return w * h / (crowd ? of : of + with - w * h);
  }

  /** At recalls 0, .01 to 1 the best precision that reaches at least as much. */
  double averagePrecision(double iou, int most) {
    List<Verdict> verdicts = coco(iou, most, -1);
    if (positives == 0) return Double.NaN;
    double sum = 0;
    for (int step = 0; step <= 100; step++) {
      double best = 0;
      int right = 0;
      for (int i = 0; i < verdicts.size(); i++) {
        if (verdicts.get(i).right) right++;
        if (100L * right >= (long) step * positives)
          best = Math.max(best, (double) right / (i + 1));
      }
      sum += best;
    }
    return sum / 101;
  }

  double f1(double lowest, double iou) {
    int right = 0;
    List<Verdict> verdicts = coco(iou, Integer.MAX_VALUE, lowest);
    for (Verdict v : verdicts) if (v.right) right++;
    return 2. * right / (positives + verdicts.size());
  }

  /** Over all thresholds that a score of a prediction can be. */
  double bestF1(double iou) {
    List<Verdict> verdicts = coco(iou, Integer.MAX_VALUE, -1);
    double best = 0;
    int right = 0;
    for (int i = 0; i < verdicts.size(); i++) {
      if (verdicts.get(i).right) right++;
      boolean tied = i + 1 < verdicts.size() && verdicts.get(i + 1).score == verdicts.get(i).score;
      if (!tied) best = Math.max(best, 2. * right / (positives + i + 1));
    }
    return best;
  }

  double vocAreaUnderCurve(double iou) {
    List<Verdict> verdicts = new ArrayList<>();
    for (int image = 0; image < truths.size(); image++) {
      List<BoxedObject> gt = truths.get(image);
      boolean[] used = new boolean[gt.size()];
      for (int d = 0; d < founds.get(image).size(); d++) {
        BoxedObject dt = founds.get(image).get(d);
        double best = 0;
        int match = -1;
        for (Pair pair : pairs.get(image).get(d))
          if (pair.iou > best) {
            best = pair.iou;
            match = pair.truth;
          }
        if (best < iou) verdicts.add(new Verdict(dt.score(), false));
        else if (gt.get(match).role() == Role.OBJECT) {
          verdicts.add(new Verdict(dt.score(), !used[match]));
          used[match] = true;
        }
      }
    }
    Collections.sort(verdicts, (a, b) -> Double.compare(b.score, a.score));
    if (positives == 0) return Double.NaN;
    double area = 0;
    for (int step = 1; step <= positives; step++) {
      double best = 0;
      int right = 0;
      for (int i = 0; i < verdicts.size(); i++) {
        if (verdicts.get(i).right) right++;
        if (right >= step) best = Math.max(best, (double) right / (i + 1));
      }
      area += best / positives;
    }
    return area;
  }

  /** Again and again the best pair of what is left. */
  double meanIou(double lowest) {
    double sum = 0;
    for (int image = 0; image < truths.size(); image++) {
      List<BoxedObject> gt = new ArrayList<>(truths.get(image));
      gt.removeIf(o -> o.role() != Role.OBJECT);
      List<BoxedObject> dt = new ArrayList<>(founds.get(image));
      dt.removeIf(o -> o.score() < lowest);
      double[] pairs = new double[gt.size() * dt.size()];
      for (int g = 0; g < gt.size(); g++)
        for (int d = 0; d < dt.size(); d++)
          pairs[g * dt.size() + d] = overlap(dt.get(d).box(), gt.get(g).box(), false);
      List<Integer> order = new ArrayList<>();
      for (int k = 0; k < pairs.length; k++) if (pairs[k] > 0) order.add(k);
      order.sort((a, b) -> Double.compare(pairs[b], pairs[a]));
      boolean[] gone = new boolean[gt.size()];
      boolean[] used = new boolean[dt.size()];
      for (int k : order) {
        if (gone[k / dt.size()] || used[k % dt.size()]) continue;
        gone[k / dt.size()] = used[k % dt.size()] = true;
        sum += pairs[k];
      }
    }
    return sum / positives;
  }
}
