package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.command.AttackCommand;
import io.github.robustj.command.EvaluateCommand;
import io.github.robustj.command.JobCommand;
import io.github.robustj.command.PredictCommand;
import io.github.robustj.command.TrainCommand;
import io.github.robustj.option.Key;
import io.github.robustj.option.Options;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.ready.ReadyModels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The name of a ready model stands for its folder in every option of every verb and command. */
class ReadyModelNamesTest {

  private static final String NAME = ReadyModels.names().get(0);

  @Test
  void everyOptionForAModelTakesTheName() {
    List<String> found = new ArrayList<>();
    for (Verb verb : Main.verbs()) require(verb.name(), verb.keys(), found);
    for (JobCommand command :
        List.of(
            new TrainCommand(), new PredictCommand(), new AttackCommand(), new EvaluateCommand()))
      require(command.name(), command.keys(), found);
    for (String place :
        List.of(
            "predict model",
            "attack model",
            "attack source_model",
            "evaluate model",
            "evaluate further_models",
            "evaluate source_model",
            "train start_model",
            "Train Model start_model",
            "Predict model",
            "Attack Image model",
            "Attack Image source_model",
            "Evaluate Robustness model",
            "Evaluate Robustness further_models"))
      assertTrue(found.contains(place), place + " is none of " + found);
  }

  private static void require(String of, List<Key<?>> keys, List<String> found) {
    Path folder = ReadyModels.folder(NAME);
    assertTrue(ModelFolder.isModel(folder), folder.toString());
    for (Key<?> key : keys)
      if (key.name().matches("(.*_)?models?")) {
        Key<?> alone = key.always();
        Object value = Options.of(Map.of(key.name(), NAME), List.of(alone)).get(alone);
        if (value instanceof Optional<?> given) value = given.orElseThrow();
        if (value instanceof List<?> list) value = list.get(0);
        assertEquals(folder, value, of + ", " + key.name());
        found.add(of + " " + key.name());
      }
  }
}
