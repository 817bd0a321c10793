package io.unknot;

/** The documents of a result, for {@link Result#document(String)}. */
public final class MediaType {
  /** The record of everything. */
  public static final String JSON = "application/json";

  /** The patient's handout as data. */
  public static final String HANDOUT_JSON = "application/json;for=handout";

  /** The patient's handout, one file. */
  public static final String HTML = "text/html";

  /** The patient's handout, 72 columns. */
  public static final String TEXT = "text/plain";

  /** The clinic's copy. */
  public static final String CLINIC_HTML = "text/html;for=clinic";

  /** The handout on paper; needs {@link EngineOptions#pdfModule(String)}. */
  public static final String PDF = "application/pdf";

  /** A FHIR R4 transaction, of an assessment that was given a time; or a Questionnaire. */
  public static final String FHIR = "application/fhir+json";

  private MediaType() {}
}
