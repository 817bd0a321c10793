using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Unknot;

/// `Contract LINES CONTENT OLD_LIBRARY`: the adapter says what the C ABI says, in any order of disposal, in eight threads,
/// without growth; and it answers misuse with words. Any difference ends it with exit code 1.
internal static class Contract
{
    private const string Silent = "{\"answers\": {}}";
    private const int Calls = 10000;
    private const long GrowthKilobytes = 24 * 1024;

    private static int Main(string[] arguments)
    {
        try
        {
            Cases cases = Cases.Read(arguments[0]);
            using (var engine = new Engine())
            {
                EngineSaysWhatItIs(engine, cases);
                foreach (Row row in cases.Rows) Cases.Check(row, () => engine.Assess(row.Intake, row.At));
                ManyThreads(engine, cases);
                Asynchronously(engine);
                Spanish(engine);
                Misuse(engine);
            }
            AnyOrderOfDisposal(cases);
            DisposalDuringCalls();
            Options(arguments[1]);
            Libraries(arguments[2]);
            NoGrowth();
            Console.WriteLine("dotnet: " + cases.Rows.Count + " intakes as in C");
            return 0;
        }
        catch (Exception error)
        {
            string words = error.ToString();
            Console.Error.WriteLine(words.Length > 2000 ? words.Substring(0, 2000) : words);
            return 1;
        }
    }

    private static void EngineSaysWhatItIs(Engine engine, Cases cases)
    {
        Cases.Expect("version", cases.Version, engine.Version);
        Cases.Expect("info", cases.Info, Cases.Sha256(engine.Info));
        foreach (string[] one in cases.Questions) Cases.Expect(one[0], one[1], Cases.Sha256(engine.Questions(one[0])));
        Cases.Expect("first locale", engine.Questions(cases.Questions[0][0], MediaType.Json), engine.Questions());
        Cases.Expect("pack", true, engine.Pack().StartsWith("{"));
        Cases.Expect("questionnaire", true, engine.Questions(null, MediaType.Fhir).Contains("\"Questionnaire\""));
    }

    private static void InThreads(int count, Action<int> work)
    {
        var errors = new List<Exception>();
        var threads = Enumerable.Range(0, count).Select(number => new Thread(() =>
        {
            try
            {
                work(number);
            }
            catch (Exception error)
            {
                lock (errors) errors.Add(error);
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        if (errors.Count > 0) throw new AggregateException(errors);
    }

    private static void ManyThreads(Engine engine, Cases cases)
    {
        InThreads(8, first =>
        {
            for (int i = first; i < cases.Rows.Count; i += 3)  // each row in two or three threads
            {
                Row row = cases.Rows[i];
                Cases.Check(row, () => engine.Assess(row.Intake, row.At));
            }
        });
    }

    private static void Asynchronously(Engine engine)
    {
        using (Result result = engine.AssessAsync(Silent).Result)
        using (Result same = engine.Assess(Silent))
        {
            Cases.Expect("a silent patient's tier", same.Tier, result.Tier);
        }
        Refused<IntakeException>("missing_member", () => engine.AssessAsync("{}").GetAwaiter().GetResult());
        Refused<IntakeException>("invalid_json", () => engine.AssessAsync(new byte[0]).GetAwaiter().GetResult());
        Refused<TaskCanceledException>("", () =>
            engine.AssessAsync(Silent, null, new CancellationToken(true)).GetAwaiter().GetResult());
    }

    /// The engine first, the results backwards; and what was read before is there afterwards.
    private static void AnyOrderOfDisposal(Cases cases)
    {
        var engine = new Engine();
        List<Row> rows = cases.Rows.Where(row => row.Status == "ok").Take(20).ToList();
        List<Result> results = rows.Select(row => engine.Assess(row.Intake, row.At)).ToList();
        engine.Dispose();
        engine.Dispose();
        Refused<ObjectDisposedException>("engine is disposed of", () => engine.Assess(Silent));
        Refused<ObjectDisposedException>("engine is disposed of", () => engine.Info.ToString());
        for (int i = rows.Count - 1; i >= 0; --i)
        {
            Result result = results[i];
            Cases.Check(rows[i], () => result);
            result.Dispose();
            Cases.Expect("tier after disposal", rows[i].Tier, result.Tier.Text());
            Refused<ObjectDisposedException>("result is disposed of", () => result.Html());
            Refused<ObjectDisposedException>("result is disposed of", () => result.Flags.ToString());
        }
    }

    private static void DisposalDuringCalls()
    {
        for (int round = 0; round < 20; ++round)
        {
            var engine = new Engine();
            int told = 0;
            InThreads(5, number =>
            {
                if (number == 4)
                {
                    Thread.Sleep(2);
                    engine.Dispose();
                    return;
                }
                try
                {
                    while (true)
                    {
                        using (Result result = engine.Assess(Silent)) result.Json();
                    }
                }
                catch (ObjectDisposedException)
                {
                    Interlocked.Increment(ref told);
                }
            });
            Cases.Expect("each thread is told", 4, told);
        }
    }

    private static void Options(string content)
    {
        using (var engine = new Engine(new EngineOptions { PackPath = content + "/lower-back", MinPackVersion = "0.0.1" }))
        {
            Cases.Expect("pack by path", true, engine.Info.Contains("\"lower-back\""));
        }
        byte[] brace = Encoding.ASCII.GetBytes("{");
        byte[] unknown = Encoding.ASCII.GetBytes("{\"x\": 1}");
        RefusedToOpen<PackException>("", new EngineOptions { MinPackVersion = "99.0.0" });
        RefusedToOpen<PackException>("invalid_json", new EngineOptions { Pack = brace });
        RefusedToOpen<PackException>("/overlay", new EngineOptions { Overlay = unknown });
        RefusedToOpen<FileException>("unreadable", new EngineOptions { OverlayPath = "/no/such/Rücken" });
        RefusedToOpen<UnsupportedException>("", new EngineOptions { PdfModule = "/no/such/module.so" });
        RefusedToOpen<UnknotArgumentException>("", new EngineOptions { PackPath = content, Pack = brace });
        RefusedToOpen<ArgumentException>("NUL", new EngineOptions { PackPath = "a\0b" });
        RefusedToOpen<ArgumentNullException>("EngineOptions", null);
    }

    /// The contract's flags are English, and so say nothing of letters beyond ASCII.
    private static void Spanish(Engine engine)
    {
        string intake = "{\"answers\": {}, \"handout\": {\"clinic\": {\"name\": \"Clínica\", \"locale\": \"es-US\"}}}";
        using (Result result = engine.Assess(intake))
        {
            string json = result.Json();
            foreach (Flag flag in result.Flags)
            {
                Cases.Expect(flag.Id, true, json.Contains("\"title\":\"" + flag.Title + "\""));
            }
            Cases.Expect("accents", true, result.Flags.Any(flag => (flag.Title + flag.Reason).Any("áéíóúñ".Contains)));
            Cases.Expect("accents of the sheet", true, result.Html().Contains("Clínica"));
        }
    }

    private static void Misuse(Engine engine)
    {
        Refused<ArgumentNullException>("intake", () => engine.Assess((string)null));
        Refused<ArgumentNullException>("intake", () => engine.Assess((byte[])null));
        Refused<ArgumentException>("surrogate", () => engine.Assess("{\"answers\": {\"\ud800\": 1}}"));
        Refused<ArgumentOutOfRangeException>("1970", () => engine.Assess(Silent, DateTimeOffset.FromUnixTimeSeconds(0)));
        Refused<UnknotArgumentException>("", () => engine.Assess(Silent, DateTimeOffset.FromUnixTimeSeconds(-1)));
        Refused<UnsupportedException>("unknown_locale", () => engine.Questions("xx-XX"));
        Refused<UnsupportedException>("", () => engine.Questions(null, "text/html"));
        using (Result result = engine.Assess(Silent, DateTimeOffset.FromUnixTimeSeconds(1795357800)))
        {
            Cases.Expect("order of tiers", true, result.Tier > Tier.None);
            Cases.Expect("complete", false, result.Complete);
            Cases.Expect("fhir", true, result.Fhir().Contains("\"transaction\""));
            Cases.Expect("page", Encoding.UTF8.GetString(result.Document(MediaType.Html)), result.Html());
            Refused<UnsupportedException>("libunknot-pdf", () => result.Pdf());
            Refused<UnsupportedException>("", () => result.Document("image/png"));
        }
    }

    private static void Libraries(string old)
    {
        string text = Path.GetTempFileName();
        string thirtyTwoBit = Path.GetTempFileName();
        try
        {
            File.WriteAllText(text, "This is no library.");
            File.WriteAllBytes(thirtyTwoBit,
                new byte[] { 0x7f, (byte)'E', (byte)'L', (byte)'F', 1, 1, 1 }.Concat(new byte[4096]).ToArray());
            RefusedToOpen<LibraryException>("(missing_library)", new EngineOptions { NativeLibrary = "/no/such/libunknot.so.1" });
            RefusedToOpen<LibraryException>("apt install libunknot1", new EngineOptions { NativeLibrary = "/no/such.so" });
            RefusedToOpen<LibraryException>("(unusable_library)", new EngineOptions { NativeLibrary = text });
            RefusedToOpen<LibraryException>("same architecture", new EngineOptions { NativeLibrary = thirtyTwoBit });
            RefusedToOpen<LibraryException>("not Unknot's", new EngineOptions { NativeLibrary = "libm.so.6" });
            RefusedToOpen<LibraryException>("same release", new EngineOptions { NativeLibrary = old });
        }
        finally
        {
            File.Delete(text);
            File.Delete(thirtyTwoBit);
        }
    }

    /// Disposed results cost nothing; those that nobody disposed of go with the collector.
    private static void NoGrowth()
    {
        using (var engine = new Engine())
        {
            long before = 0;
            for (int call = -1000; call < Calls; ++call)
            {
                if (call == 0) before = ResidentKilobytes();
                using (Result result = engine.Assess(Silent)) result.Html();
                if (call % 10 == 0) Refused<IntakeException>("", () => engine.Assess("{"));
            }
            long grown = ResidentKilobytes() - before;
            Cases.Expect("no growth but " + grown + " KB", true, grown < GrowthKilobytes);
            for (int call = 0; call < 2000; ++call)
            {
                engine.Assess(Silent).Html();
                if (call % 200 != 0) continue;
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
            grown = ResidentKilobytes() - before;
            Cases.Expect("no growth but " + grown + " KB by what was not disposed of", true, grown < 3 * GrowthKilobytes);
        }
    }

    private static long ResidentKilobytes()
    {
        string line = File.ReadLines("/proc/self/status").First(one => one.StartsWith("VmRSS:"));
        return long.Parse(new string(line.Where(char.IsDigit).ToArray()));
    }

    private static void RefusedToOpen<T>(string words, EngineOptions options) where T : Exception
    {
        Refused<T>(words, () => new Engine(options).Dispose());
    }

    private static void Refused<T>(string words, Action call) where T : Exception
    {
        try
        {
            call();
        }
        catch (T error)
        {
            if (error.Message.Contains(words)) return;
            throw new Exception("expected \"" + words + "\"", error);
        }
        throw new Exception("expected " + typeof(T).Name + " with \"" + words + "\", and nothing was thrown");
    }
}
