package io.unknot;

/** The state of a flag. */
public enum FlagStatus {
  /** Ruled out by answers. */
  CLEAR("clear"),
  /** An answer that could raise it is missing or unsure. */
  OPEN("open"),
  /** Raised by answers. */
  RAISED("raised");

  private static final FlagStatus[] BY_NUMBER = values();
  private final String text;

  FlagStatus(String text) {
    this.text = text;
  }

  /** {@return the name that stands in the documents, such as {@code "raised"}} */
  @Override
  public String toString() {
    return text;
  }

  static FlagStatus of(int number) {
    return BY_NUMBER[number - 1];
  }
}
