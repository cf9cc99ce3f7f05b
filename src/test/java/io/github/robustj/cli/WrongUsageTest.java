package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.job.Engine;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrongUsageTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          tran | There is no command "tran"; the closest one is train. The commands are train, predict, attack, evaluate, compare, merge, report, import, export, serve, bench, macro, engine.
          train --metod x | There is no option "metod"; the closest one is method.
          train --method adaptiv_margin --data d --out o | The option method is "adaptiv_margin" but must be one of standard, adversarial, fast_adversarial, free_adversarial, trades, mart, temporal_ensembling, mtd, cwat, adaptive_margin; the closest one is adaptive_margin; leave it out for the default, standard.
          attack --attack pdg --model m --input i --out o | The option attack is "pdg" but must be one of noise, fgsm, bim, mim, pgd, apgd, apgd_sparse, ensemble, square, transfer, fmn, universal, worst_bias_field, worst_gamma, worst_deformation, physical_search; the closest one is pgd; leave it out for the default, pgd.
          attack --norm euclid --model m --input i --out o | The option norm is "euclid" but must be one of l1, l2, linf; leave it out for the default, l2.
          train --epochs 3 --epochs=4 | The option epochs is given twice; give it once.
          train --data | The option data has no value; give one.
          predict --out o extra | The word "extra" is one too many; values follow their option, as in --out FOLDER, and those with blanks need quotes.
          train -e 4 | There is no option "-e"; options begin with two hyphens, as --help.
          macro | The argument FILE is missing: the macro.
          """)
  void whatIsWrongIsSaid(String line, String sentence) {
    StringWriter err = new StringWriter();
    Program.Streams streams =
        new Program.Streams(new PrintWriter(new StringWriter()), new PrintWriter(err), false);
    int code =
        new Program(Main.verbs(), streams, Engine.inProcess(), new Cancellation())
            .run(line.split(" "));
    assertEquals(Program.USAGE, code);
    assertEquals(sentence, err.toString().lines().findFirst().orElseThrow());
  }
}
