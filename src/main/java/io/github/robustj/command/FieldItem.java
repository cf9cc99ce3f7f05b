package io.github.robustj.command;

import java.util.List;
import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.command.CommandModuleItem;
import org.scijava.module.ModuleItem;

/**
 * A field as the input of a SciJava command. It takes whatever a script hands over, so that the
 * field itself can say what is wrong with it: what SciJava cannot convert to an input's type it
 * leaves out, and only its log says so.
 */
final class FieldItem<T> extends CommandModuleItem<Object> {

  private final ModuleItem<T> described;

  private FieldItem(JobInfo info, ModuleItem<T> described) {
    super(info, null);
    this.described = described;
  }

  static FieldItem<?> of(JobInfo info, Field field) {
    return new FieldItem<>(info, field.item(info));
  }

  /** Type, range, choices and words of the input, for those who look at them. */
  ModuleItem<T> described() {
    return described;
  }

  @Override
  public Class<Object> getType() {
    return Object.class;
  }

  @Override
  public Class<Object> getGenericType() {
    return Object.class;
  }

  @Override
  public ItemIO getIOType() {
    return described.getIOType();
  }

  @Override
  public ItemVisibility getVisibility() {
    return described.getVisibility();
  }

  @Override
  public boolean isAutoFill() {
    return described.isAutoFill();
  }

  @Override
  public boolean isRequired() {
    return described.isRequired();
  }

  @Override
  public boolean isPersisted() {
    return described.isPersisted();
  }

  @Override
  public String getPersistKey() {
    return described.getPersistKey();
  }

  @Override
  public String getInitializer() {
    return described.getInitializer();
  }

  @Override
  public String getValidater() {
    return described.getValidater();
  }

  @Override
  public String getCallback() {
    return described.getCallback();
  }

  @Override
  public String getWidgetStyle() {
    return described.getWidgetStyle();
  }

  @Override
  public Object getMinimumValue() {
    return described.getMinimumValue();
  }

  @Override
  public Object getMaximumValue() {
    return described.getMaximumValue();
  }

  @Override
  public Object getDefaultValue() {
    return described.getDefaultValue();
  }

  @Override
  public Number getStepSize() {
    return described.getStepSize();
  }

  @Override
  public int getColumnCount() {
    return described.getColumnCount();
  }

  @Override
  public List<Object> getChoices() {
    return List.copyOf(described.getChoices());
  }

  @Override
  public String getLabel() {
    return described.getLabel();
  }

  @Override
  public String getDescription() {
    return described.getDescription();
  }

  @Override
  public boolean is(String key) {
    return described.is(key);
  }

  @Override
  public String get(String key) {
    return described.get(key);
  }

  @Override
  public String getName() {
    return described.getName();
  }
}
