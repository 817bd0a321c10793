import io.unknot.ArgumentException;
import io.unknot.Engine;
import io.unknot.EngineOptions;
import io.unknot.FileException;
import io.unknot.Flag;
import io.unknot.LibraryException;
import io.unknot.MediaType;
import io.unknot.PackException;
import io.unknot.Result;
import io.unknot.Tier;
import io.unknot.UnknotException;
import io.unknot.UnsupportedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * {@code Contract LINES CONTENT OLD_LIBRARY}: the adapter says what the C ABI says, in any order of closing, in eight
 * threads, without growth; and it answers misuse with words. Any difference ends it with exit code 1.
 */
public final class Contract {
  private static final String SILENT = "{\"answers\": {}}";
  private static final int CALLS = 10_000;
  private static final long GROWTH_KILOBYTES = 24 * 1024;

  private Contract() {}

  public static void main(String[] arguments) throws Exception {
    Cases cases = Cases.read(arguments[0]);
    try (Engine engine = new Engine()) {
      engineSaysWhatItIs(engine, cases);
      for (Cases.Row row : cases.rows) {
        Cases.check(row, () -> engine.assess(row.intake, row.at));
      }
      manyThreads(engine, cases);
      asynchronously(engine);
      spanish(engine);
      misuse(engine);
    }
    anyOrderOfClosing(cases);
    closingDuringCalls();
    options(arguments[1]);
    libraries(arguments[2]);
    noGrowth();
    System.out.println("java: " + cases.rows.size() + " intakes as in C");
  }

  private static void engineSaysWhatItIs(Engine engine, Cases cases) {
    Cases.expect("version", cases.version, engine.version());
    Cases.expect("info", cases.info, Cases.sha256(utf8(engine.info())));
    cases.questions.forEach(
        (locale, sha256) -> Cases.expect(locale, sha256, Cases.sha256(utf8(engine.questions(locale, null)))));
    String first = cases.questions.keySet().iterator().next();
    Cases.expect("first locale", engine.questions(first, MediaType.JSON), engine.questions());
    Cases.expect("pack", true, engine.pack().startsWith("{"));
    Cases.expect("questionnaire", true, engine.questions(null, MediaType.FHIR).contains("\"Questionnaire\""));
  }

  private static void manyThreads(Engine engine, Cases cases) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<?>> all = new ArrayList<>();
    for (int thread = 0; thread < 8; thread++) {
      int first = thread;
      all.add(
          threads.submit(
              () -> {
                for (int i = first; i < cases.rows.size(); i += 3) {  // each row in two or three threads
                  Cases.Row row = cases.rows.get(i);
                  Cases.check(row, () -> engine.assess(row.intake, row.at));
                }
              }));
    }
    for (Future<?> one : all) {
      one.get();
    }
    threads.shutdown();
  }

  private static void asynchronously(Engine engine) {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (Result result = engine.assessAsync(SILENT, null, threads).join()) {
      Cases.expect("a silent patient's tier", engine.assess(SILENT).tier(), result.tier());
    }
    String problem =
        engine.assessAsync(utf8("{}"), null, threads).handle((result, error) -> error.getCause().getClass().getName()).join();
    Cases.expect("error to come", "io.unknot.IntakeException", problem);
    refused(CompletionException.class, "missing_member", () -> engine.assessAsync("{}", null, threads).join());
    threads.shutdown();
  }

  /** The engine first, the results backwards; and what was read before is there afterwards. */
  private static void anyOrderOfClosing(Cases cases) {
    Engine engine = new Engine();
    List<Cases.Row> rows = new ArrayList<>();
    List<Result> results = new ArrayList<>();
    for (Cases.Row row : cases.rows) {
      if (row.status.equals("ok") && rows.size() < 20) {
        rows.add(row);
        results.add(engine.assess(row.intake, row.at));
      }
    }
    engine.close();
    engine.close();
    refused(IllegalStateException.class, "engine is closed", () -> engine.assess(SILENT));
    refused(IllegalStateException.class, "engine is closed", engine::info);
    for (int i = rows.size() - 1; i >= 0; i--) {
      Result result = results.get(i);
      Cases.check(rows.get(i), () -> result);
      result.close();
      Cases.expect("tier after close", rows.get(i).tier, result.tier().toString());
      refused(IllegalStateException.class, "result is closed", result::html);
    }
  }

  private static void closingDuringCalls() throws Exception {
    AtomicInteger done = new AtomicInteger();
    for (int round = 0; round < 20; round++) {
      Engine engine = new Engine();
      ExecutorService threads = Executors.newFixedThreadPool(4);
      for (int i = 0; i < 4; i++) {
        threads.submit(
            () -> {
              try {
                while (true) {
                  try (Result result = engine.assess(SILENT)) {
                    result.json();
                  }
                }
              } catch (IllegalStateException closed) {
                done.incrementAndGet();
              }
            });
      }
      Thread.sleep(2);
      engine.close();
      threads.shutdown();
      Cases.expect("threads end", true, threads.awaitTermination(10, TimeUnit.SECONDS));
    }
    Cases.expect("each thread is told", 80, done.get());
  }

  private static void options(String content) {
    try (Engine engine = new Engine(new EngineOptions().packPath(content + "/lower-back").minPackVersion("0.0.1"))) {
      Cases.expect("pack by path", true, engine.info().contains("\"lower-back\""));
    }
    byte[] twice = utf8("{\"\\u0001\": 1, \"\\u0001\": 2}"); // the problem escapes this name too
    refused(PackException.class, "", () -> new Engine(new EngineOptions().minPackVersion("99.0.0")));
    refused(PackException.class, "each member once: \001", () -> new Engine(new EngineOptions().pack(twice)));
    refused(PackException.class, "invalid_json", () -> new Engine(new EngineOptions().pack(utf8("{"))));
    refused(PackException.class, "/overlay", () -> new Engine(new EngineOptions().overlay(utf8("{\"x\": 1}"))));
    refused(FileException.class, "unreadable", () -> new Engine(new EngineOptions().overlayPath("/no/such/Rücken")));
    refused(UnsupportedException.class, "", () -> new Engine(new EngineOptions().pdfModule("/no/such/module.so")));
    refused(
        ArgumentException.class,
        "",
        () -> new Engine(new EngineOptions().packPath(content + "/lower-back").pack(utf8("{}"))));
  }

  /** The contract's flags are English, and so say nothing of letters beyond ASCII. */
  private static void spanish(Engine engine) {
    String intake = "{\"answers\": {}, \"handout\": {\"clinic\": {\"name\": \"Clínica\", \"locale\": \"es-US\"}}}";
    try (Result result = engine.assess(intake)) {
      StringBuilder texts = new StringBuilder();
      for (Flag flag : result.flags()) {
        Cases.expect(flag.id(), true, result.json().contains("\"title\":\"" + flag.title() + "\""));
        texts.append(flag.title()).append(flag.reason());
      }
      Cases.expect("accents", true, Pattern.compile("[áéíóúñ]").matcher(texts).find());
      Cases.expect("accents of the sheet", true, result.html().contains("Clínica"));
    }
  }

  private static void misuse(Engine engine) {
    refused(NullPointerException.class, "intake", () -> engine.assess((String) null));
    refused(NullPointerException.class, "intake", () -> engine.assess((byte[]) null));
    refused(NullPointerException.class, "options", () -> new Engine(null));
    refused(NullPointerException.class, "packPath", () -> new EngineOptions().packPath(null));
    refused(IllegalArgumentException.class, "NUL", () -> new EngineOptions().packPath("a\0b"));
    refused(IllegalArgumentException.class, "surrogate", () -> engine.assess("{\"answers\": {\"\ud800\": 1}}"));
    refused(IllegalArgumentException.class, "1970", () -> engine.assess(SILENT, Instant.EPOCH));
    refused(ArgumentException.class, "", () -> engine.assess(SILENT, Instant.ofEpochSecond(-1)));
    refused(UnsupportedException.class, "unknown_locale", () -> engine.questions("xx-XX", null));
    refused(UnsupportedException.class, "", () -> engine.questions(null, "text/html"));
    try (Result result = engine.assess(SILENT, Instant.ofEpochSecond(1_795_357_800L))) {
      Cases.expect("order of tiers", true, result.tier().compareTo(Tier.NONE) > 0);
      Cases.expect("complete", false, result.complete());
      Cases.expect("fhir", true, result.fhir().contains("\"transaction\""));
      Cases.expect("page", new String(result.document(MediaType.HTML), StandardCharsets.UTF_8), result.html());
      refused(UnsupportedException.class, "libunknot-pdf", result::pdf);
      refused(UnsupportedException.class, "", () -> result.document("image/png"));
      refused(UnsupportedOperationException.class, "null", () -> result.flags().clear());
    }
  }

  private static void libraries(String old) throws IOException {
    Path text = Files.createTempFile("unknot", ".so");
    Path other = Files.createTempFile("unknot", ".so");
    try {
      Files.writeString(text, "This is no library.");
      byte[] thirtyTwoBit = new byte[4096];
      System.arraycopy(new byte[] {0x7f, 'E', 'L', 'F', 1, 1, 1}, 0, thirtyTwoBit, 0, 7);
      Files.write(other, thirtyTwoBit);
      refused(LibraryException.class, "(missing_library)", () -> open("/no/such/libunknot.so.1"));
      refused(LibraryException.class, "apt install libunknot1", () -> open("/no/such/libunknot.so.1"));
      refused(LibraryException.class, "(unusable_library)", () -> open(text.toString()));
      refused(LibraryException.class, "same architecture", () -> open(other.toString()));
      refused(LibraryException.class, "(unusable_library)", () -> open("libm.so.6"));
      refused(LibraryException.class, "same release", () -> open(old));
    } finally {
      Files.delete(text);
      Files.delete(other);
    }
  }

  private static void open(String path) {
    new Engine(new EngineOptions().nativeLibrary(path)).close();
  }

  /** Closed results cost nothing; those that nobody closed go with the collector. */
  private static void noGrowth() throws Exception {
    try (Engine engine = new Engine()) {
      long before = 0;
      for (int call = -1000; call < CALLS; call++) {
        if (call == 0) {
          before = residentKilobytes();
        }
        try (Result result = engine.assess(SILENT)) {
          result.html();
        }
        if (call % 10 == 0) {
          refused(UnknotException.class, "", () -> engine.assess("{"));
        }
      }
      Cases.expect("no growth", true, residentKilobytes() - before < GROWTH_KILOBYTES);
      for (int call = 0; call < 2000; call++) {
        engine.assess(SILENT).html();
        if (call % 200 == 0) {
          System.gc();
          Thread.sleep(5);
        }
      }
      long grown = residentKilobytes() - before;
      Cases.expect("no growth but " + grown + " KB by what was not closed", true, grown < 3 * GROWTH_KILOBYTES);
    }
  }

  private static long residentKilobytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IOException("no VmRSS");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void refused(Class<? extends Exception> type, String words, Runnable call) {
    try {
      call.run();
    } catch (Exception error) {
      if (type.isInstance(error) && String.valueOf(error.getMessage()).contains(words)) {
        return;
      }
      throw new AssertionError("expected " + type.getName() + " with \"" + words + "\"", error);
    }
    throw new AssertionError("expected " + type.getName() + " with \"" + words + "\", and nothing was thrown");
  }
}
