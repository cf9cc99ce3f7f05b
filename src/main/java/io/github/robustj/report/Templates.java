package io.github.robustj.report;

import freemarker.cache.ClassTemplateLoader;
import freemarker.cache.ConditionalTemplateConfigurationFactory;
import freemarker.cache.FileExtensionMatcher;
import freemarker.cache.FirstMatchTemplateConfigurationFactory;
import freemarker.core.HTMLOutputFormat;
import freemarker.core.OutputFormat;
import freemarker.core.TemplateClassResolver;
import freemarker.core.TemplateConfiguration;
import freemarker.core.UndefinedOutputFormat;
import freemarker.ext.beans.ZeroArgumentNonVoidMethodPolicy;
import freemarker.template.Configuration;
import freemarker.template.DefaultObjectWrapperBuilder;
import freemarker.template.ObjectWrapper;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Locale;
import java.util.Map;

/** The templates of reports, with everything that they print escaped. */
final class Templates {

  private static final Configuration CONFIGURATION = configuration();

  private Templates() {}

  /**
   * @param name of the file beside this class: {@code .html} or {@code .tex}
   * @param values by the names that the template has for them
   */
  static String fill(String name, Map<String, Object> values) {
    StringWriter text = new StringWriter();
    try {
      CONFIGURATION.getTemplate(name).process(values, text);
    } catch (IOException | TemplateException e) {
      throw new IllegalStateException("the template " + name + " of the report", e);
    }
    return text.toString();
  }

  private static Configuration configuration() {
    Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
    configuration.setTemplateLoader(new ClassTemplateLoader(Templates.class, ""));
    configuration.setTemplateConfigurations(
        new FirstMatchTemplateConfigurationFactory(
                of("html", HTMLOutputFormat.INSTANCE), of("tex", LatexFormat.INSTANCE))
            .allowNoMatch(true));
    configuration.setObjectWrapper(records());
    configuration.setOutputFormat(UndefinedOutputFormat.INSTANCE);
    configuration.setDefaultEncoding("UTF-8");
    configuration.setLocale(Locale.ROOT);
    configuration.setNumberFormat("computer");
    configuration.setLogTemplateExceptions(false);
    configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
    return configuration;
  }

  /**
   * Lets templates write {@code row.name} for {@code row.name()}. FreeMarker does so for records by
   * itself, but it knows them by classes for later versions of Java, which cannot be found under
   * the name that it has in RobustJ's jar.
   */
  private static ObjectWrapper records() {
    DefaultObjectWrapperBuilder builder =
        new DefaultObjectWrapperBuilder(Configuration.VERSION_2_3_34);
    ZeroArgumentNonVoidMethodPolicy both =
        ZeroArgumentNonVoidMethodPolicy.BOTH_METHOD_AND_PROPERTY_UNLESS_BEAN_PROPERTY_READ_METHOD;
    builder.setDefaultZeroArgumentNonVoidMethodPolicy(both);
    builder.setRecordZeroArgumentNonVoidMethodPolicy(both);
    return builder.build();
  }

  private static ConditionalTemplateConfigurationFactory of(String ending, OutputFormat format) {
    TemplateConfiguration escaping = new TemplateConfiguration();
    escaping.setOutputFormat(format);
    return new ConditionalTemplateConfigurationFactory(new FileExtensionMatcher(ending), escaping);
  }
}
