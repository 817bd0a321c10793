package io.unknot;

import java.util.HashMap;
import java.util.Map;

/** The library's problem: one JSON object whose members are all strings. */
final class Problem {
  final String code;
  final String pointer;
  final String expected;
  final String message;

  Problem(String code, String pointer, String expected, String message) {
    this.code = code;
    this.pointer = pointer;
    this.expected = expected;
    this.message = message;
  }

  String summary() {
    return message
        + (pointer.isEmpty() ? "" : " At " + pointer + ".")
        + (expected.isEmpty() ? "" : " Expected: " + expected + ".")
        + " ("
        + code
        + ")";
  }

  /** An empty text is a failure that could not be described: no memory, or a defect. */
  static Problem parse(String json, String status) {
    Map<String, String> members = new HashMap<>();
    String name = null;
    for (int at = json.indexOf('"'); at >= 0; at = json.indexOf('"', at)) {
      StringBuilder text = new StringBuilder();
      at = readString(json, at + 1, text);
      if (name == null) {
        name = text.toString();
      } else {
        members.put(name, text.toString());
        name = null;
      }
    }
    return new Problem(
        members.getOrDefault("code", status),
        members.getOrDefault("pointer", ""),
        members.getOrDefault("expected", ""),
        members.getOrDefault("message", "The library gave no reason."));
  }

  /** Reads from behind the opening quotation mark; returns the place behind the closing one. */
  private static int readString(String json, int at, StringBuilder text) {
    while (json.charAt(at) != '"') {
      char next = json.charAt(at++);
      if (next != '\\') {
        text.append(next);
        continue;
      }
      char escape = json.charAt(at++);
      int plain = "nrtbf".indexOf(escape);
      if (escape == 'u') {
        text.append((char) Integer.parseInt(json.substring(at, at + 4), 16));
        at += 4;
      } else {
        text.append(plain < 0 ? escape : "\n\r\t\b\f".charAt(plain));
      }
    }
    return at + 1;
  }
}
