package io.unknot;

/**
 * What every refusal and failure of the library is thrown as. {@link #getMessage()} says everything at once. No text of
 * it ever holds an answer's value, so it may be logged.
 */
public class UnknotException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The status by its name. */
  private final String status;

  /** What is wrong, for programs. */
  private final String code;

  /** Where. */
  private final String pointer;

  /** What was expected there. */
  private final String expected;

  /** What is wrong, as a sentence. */
  private final String problemMessage;

  UnknotException(String status, Problem problem) {
    super(status + ": " + problem.summary());
    this.status = status;
    this.code = problem.code;
    this.pointer = problem.pointer;
    this.expected = problem.expected;
    this.problemMessage = problem.message;
  }

  /** {@return the status by its name in {@code unknot.h}: "argument", "intake", "pack", "io" and so on} */
  public String status() {
    return status;
  }

  /** {@return what is wrong, for programs, such as {@code "unknown_member"}; a code never changes its meaning} */
  public String code() {
    return code;
  }

  /** {@return where, as an RFC 6901 pointer into the input; empty for the whole input} */
  public String pointer() {
    return pointer;
  }

  /** {@return what was expected there, in English; may be empty} */
  public String expected() {
    return expected;
  }

  /** {@return what is wrong, as an English sentence without the place} */
  public String problemMessage() {
    return problemMessage;
  }

  /** The exception of a status, from the problem that the library wrote as JSON; "" if it wrote none. */
  static UnknotException of(String status, String json) {
    Problem problem = Problem.parse(json, status);
    switch (status) {
      case "argument":
        return new ArgumentException(problem);
      case "intake":
        return new IntakeException(problem);
      case "pack":
        return new PackException(problem);
      case "io":
        return new FileException(problem);
      case "unsupported":
        return new UnsupportedException(problem);
      case "internal":
        return new InternalException(problem);
      default:
        return new UnknotException(status, problem);
    }
  }
}
