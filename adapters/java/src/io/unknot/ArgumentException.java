package io.unknot;

/** A call that cannot be answered as it was made, such as a FHIR document of an assessment without a time. */
public final class ArgumentException extends UnknotException {
  private static final long serialVersionUID = 1L;

  ArgumentException(Problem problem) {
    super("argument", problem);
  }
}
