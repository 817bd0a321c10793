import io.unknot.Flag;
import io.unknot.Result;
import io.unknot.UnknotException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The contract's cases, as {@code cases_to_lines.py} writes them. */
final class Cases {
  /** One intake and what the C ABI says to it. */
  static final class Row {
    String name;
    byte[] intake;
    Instant at;
    String status;
    String tier;
    String possibleTier;
    boolean complete;
    List<String> problem;
    final List<String> flags = new ArrayList<>();
    final Map<String, List<String>> documents = new LinkedHashMap<>();
  }

  String version;
  String info;
  final Map<String, String> questions = new LinkedHashMap<>();
  final List<Row> rows = new ArrayList<>();

  static Cases read(String path) throws IOException {
    Cases cases = new Cases();
    Row row = null;
    for (String line : Files.readAllLines(Path.of(path), StandardCharsets.US_ASCII)) {
      String[] coded = line.split(" ");
      List<String> fields = new ArrayList<>();
      for (int i = 1; i < coded.length; i++) {
        fields.add(coded[i].equals("-") ? "none" : new String(bytes(coded[i]), StandardCharsets.UTF_8));
      }
      switch (coded[0]) {
        case "version":
          cases.version = fields.get(0);
          break;
        case "info":
          cases.info = fields.get(0);
          break;
        case "questions":
          cases.questions.put(fields.get(0), fields.get(1));
          break;
        case "row":
          row = new Row();
          row.name = fields.get(0);
          row.at = fields.get(1).equals("0") ? null : Instant.ofEpochSecond(Long.parseLong(fields.get(1)));
          row.status = fields.get(2);
          row.tier = fields.get(3);
          row.possibleTier = fields.get(4);
          row.complete = fields.get(5).equals("1");
          row.intake = bytes(coded[7]);
          cases.rows.add(row);
          break;
        case "problem":
          row.problem = fields;
          break;
        case "flag":
          row.flags.add(String.join("|", fields));
          break;
        case "document":
          row.documents.put(fields.get(0), fields.subList(1, fields.size()));
          break;
        default:
          throw new IOException("an unknown line: " + coded[0]);
      }
    }
    return cases;
  }

  private static byte[] bytes(String coded) {
    return coded.equals("=") ? new byte[0] : Base64.getDecoder().decode(coded);
  }

  /** Holds a result against its row; a result that could not be had is thrown by the supplier. */
  static void check(Row row, Supplier<Result> assess) {
    try (Result result = assess.get()) {
      expect(row.name + ": status", row.status, "ok");
      expect(row.name + ": tier", row.tier, result.tier().toString());
      expect(row.name + ": possible tier", row.possibleTier, result.possibleTier().toString());
      expect(row.name + ": complete", row.complete, result.complete());
      List<String> flags = new ArrayList<>();
      for (Flag flag : result.flags()) {
        flags.add(
            String.join(
                "|",
                flag.id(),
                flag.status().toString(),
                flag.tier().toString(),
                flag.possibleTier().toString(),
                flag.title(),
                flag.reason()));
      }
      expect(row.name + ": flags", row.flags, flags);
      row.documents.forEach((type, document) -> expect(row.name + ": " + type, document, said(result, type)));
    } catch (UnknotException error) {
      expect(row.name + ": status", row.status, error.status());
      expect(row.name + ": problem", row.problem, problem(error));
    }
  }

  private static List<String> said(Result result, String type) {
    try {
      byte[] document = result.document(type);
      return List.of("ok", sha256(document), Integer.toString(document.length));
    } catch (UnknotException error) {
      List<String> said = new ArrayList<>(List.of(error.status()));
      said.addAll(problem(error));
      return said;
    }
  }

  private static List<String> problem(UnknotException error) {
    return List.of(error.code(), error.pointer(), error.expected(), error.problemMessage());
  }

  static String sha256(byte[] bytes) {
    try {
      StringBuilder hex = new StringBuilder();
      for (byte one : MessageDigest.getInstance("SHA-256").digest(bytes)) {
        hex.append(String.format("%02x", one));
      }
      return hex.toString();
    } catch (NoSuchAlgorithmException error) {
      throw new IllegalStateException(error);
    }
  }

  static void expect(String what, Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new AssertionError(what + ": expected " + expected + ", got " + actual);
    }
  }
}
