using Homeward.Benchmarks;

switch (args)
{
    case ["--linkage", .. var rest]:
        return LinkageBenchmark.Run(rest is [var records] ? int.Parse(records) : 1_000_000);
    default:
        Console.Error.WriteLine("Usage: Homeward.Benchmarks --linkage [RECORDS]");
        return 2;
}
