using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Unknot;

/// One intake and what the C ABI says to it.
internal sealed class Row
{
    public string Name, Status, Tier, PossibleTier;
    public byte[] Intake;
    public DateTimeOffset? At;
    public bool Complete;
    public string Problem;
    public readonly List<string> Flags = new List<string>();
    public readonly List<string[]> Documents = new List<string[]>();
}

/// The contract's cases, as cases_to_lines.py writes them.
internal sealed class Cases
{
    public string Version, Info;
    public readonly List<string[]> Questions = new List<string[]>();
    public readonly List<Row> Rows = new List<Row>();

    public static Cases Read(string path)
    {
        var cases = new Cases();
        foreach (string line in File.ReadLines(path))
        {
            string[] coded = line.Split(' ');
            string[] fields = coded.Skip(1).Select(Text).ToArray();
            Row row = cases.Rows.LastOrDefault();
            switch (coded[0])
            {
                case "version": cases.Version = fields[0]; break;
                case "info": cases.Info = fields[0]; break;
                case "questions": cases.Questions.Add(fields); break;
                case "problem": row.Problem = string.Join("|", fields); break;
                case "flag": row.Flags.Add(string.Join("|", fields)); break;
                case "document": row.Documents.Add(fields); break;
                case "row":
                    long at = long.Parse(fields[1]);
                    cases.Rows.Add(new Row
                    {
                        Name = fields[0], At = at == 0 ? (DateTimeOffset?)null : DateTimeOffset.FromUnixTimeSeconds(at),
                        Status = fields[2], Tier = fields[3], PossibleTier = fields[4], Complete = fields[5] == "1",
                        Intake = Bytes(coded[7])
                    });
                    break;
                default: throw new InvalidDataException("an unknown line: " + coded[0]);
            }
        }
        return cases;
    }

    private static byte[] Bytes(string coded)
    {
        return coded == "=" ? new byte[0] : Convert.FromBase64String(coded);
    }

    /// The intake may be no text; whoever wants it takes the bytes.
    private static string Text(string coded)
    {
        return coded == "-" ? "none" : Encoding.UTF8.GetString(Bytes(coded));
    }

    /// Holds what an assessment says against its row.
    public static void Check(Row row, Func<Result> assess)
    {
        try
        {
            using (Result result = assess())
            {
                Expect(row.Name + ": status", row.Status, "ok");
                Expect(row.Name + ": tier", row.Tier, result.Tier.Text());
                Expect(row.Name + ": possible tier", row.PossibleTier, result.PossibleTier.Text());
                Expect(row.Name + ": complete", row.Complete, result.Complete);
                Expect(row.Name + ": flags", string.Join("\n", row.Flags), string.Join("\n", result.Flags.Select(flag =>
                    string.Join("|", flag.Id, flag.Status.Text(), flag.Tier.Text(), flag.PossibleTier.Text(), flag.Title,
                        flag.Reason))));
                foreach (string[] document in row.Documents)
                {
                    Expect(row.Name + ": " + document[0], string.Join("|", document.Skip(1)), Said(result, document[0]));
                }
            }
        }
        catch (UnknotException error)
        {
            Expect(row.Name + ": status", row.Status, error.Status);
            Expect(row.Name + ": problem", row.Problem, ProblemOf(error));
        }
    }

    private static string Said(Result result, string mediaType)
    {
        try
        {
            byte[] document = result.Document(mediaType);
            return "ok|" + Sha256(document) + "|" + document.Length;
        }
        catch (UnknotException error)
        {
            return error.Status + "|" + ProblemOf(error);
        }
    }

    private static string ProblemOf(UnknotException error)
    {
        return string.Join("|", error.Code, error.Pointer, error.Expected, error.ProblemMessage);
    }

    public static string Sha256(byte[] bytes)
    {
        using (var sha256 = SHA256.Create())
        {
            return string.Concat(sha256.ComputeHash(bytes).Select(one => one.ToString("x2")));
        }
    }

    public static string Sha256(string text)
    {
        return Sha256(Encoding.UTF8.GetBytes(text));
    }

    public static void Expect<T>(string what, T expected, T actual)
    {
        if (!Equals(expected, actual)) throw new Exception(what + ": expected " + expected + ", got " + actual);
    }
}
