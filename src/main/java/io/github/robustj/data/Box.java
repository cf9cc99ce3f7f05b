package io.github.robustj.data;

import java.util.Optional;

/**
 * A rectangle whose edges lie anywhere between pixels: {@code left} to {@code right} and {@code
 * top} to {@code bottom}, in pixels from the upper left corner of the image. The first pixel
 * reaches from 0 to 1, so a box around it is 1 wide, as ImageJ has it for rectangles.
 */
public record Box(double left, double top, double right, double bottom) {

  /** The box of this size around a centre. */
  public static Box around(double centerX, double centerY, double width, double height) {
    return new Box(
        centerX - width / 2, centerY - height / 2, centerX + width / 2, centerY + height / 2);
  }

  public double width() {
    return right - left;
  }

  public double height() {
    return bottom - top;
  }

  public double centerX() {
    return (left + right) / 2;
  }

  public double centerY() {
    return (top + bottom) / 2;
  }

  /** 0 if right is not right of left or bottom not below top. */
  public double area() {
    return Math.max(0, width()) * Math.max(0, height());
  }

  /** The area that both cover. */
  public double intersection(Box other) {
    double common = Math.min(right, other.right) - Math.max(left, other.left);
    double high = Math.min(bottom, other.bottom) - Math.max(top, other.top);
    return Math.max(0, common) * Math.max(0, high);
  }

  /** Intersection over union, 0 to 1; 0 for two boxes without area. */
  public double iou(Box other) {
    double common = intersection(other);
    return common == 0 ? 0 : common / (area() + other.area() - common);
  }

  /** The smallest box around both. */
  public Box with(Box other) {
    return new Box(
        Math.min(left, other.left),
        Math.min(top, other.top),
        Math.max(right, other.right),
        Math.max(bottom, other.bottom));
  }

  /** Whether it has an area, all of it inside an image of this size. */
  public boolean isWithin(double width, double height) {
    return left >= 0 && top >= 0 && right <= width && bottom <= height && area() > 0;
  }

  /** The part inside an image of this size; nothing if there is none. */
  public Optional<Box> within(double width, double height) {
    Box part =
        new Box(
            Math.max(0, left), Math.max(0, top), Math.min(width, right), Math.min(height, bottom));
    return part.area() > 0 ? Optional.of(part) : Optional.empty();
  }

  /** The same place where the image is this many times as wide and high. */
  public Box scaled(double factorX, double factorY) {
    return new Box(left * factorX, top * factorY, right * factorX, bottom * factorY);
  }

  public Box moved(double byX, double byY) {
    return new Box(left + byX, top + byY, right + byX, bottom + byY);
  }
}
