using Homeward.Benchmarks;

switch (args)
{
    case ["--linkage", .. var rest]:
        return LinkageBenchmark.Run(rest is [var records] ? int.Parse(records) : 1_000_000);
    case ["--clusters", .. var rest]:
        return ClustersBenchmark.Run(rest is [var number] ? int.Parse(number) : 10_000_000);
    case ["--strings"]:
        return StringsBenchmark.Run();
    case ["--people", { } many, { } file]:
        return PeopleFile.Run(int.Parse(many), file);
    case ["--leads", .. var rest]:
        return await LeadsBenchmark.RunAsync(seed: rest.Length > 0 ? long.Parse(rest[0]) : 7, scale: rest.Length > 1 ? int.Parse(rest[1]) : 1);
    case ["--lead-arrivals", .. var rest]:
        return await ArrivalsBenchmark.RunAsync(rest is [var held] ? int.Parse(held) : 1_000_000);
    case ["--lead-calibration", .. var seeds]:
        return await LeadCalibration.RunAsync([.. seeds.Select(long.Parse)]);
    case ["--report-models", var folder, .. var rest]:
        return await ReportModelsTraining.RunAsync(folder, drills: rest.Length > 0 ? int.Parse(rest[0]) : 1, scale: rest.Length > 1 ? int.Parse(rest[1]) : 4);
    case ["--linkage-accuracy", var folder]:
        return LinkageAccuracy.Run(folder);
    case ["--journal"]:
        return JournalBenchmark.Run();
    case ["--engine", .. var rest]:
        return await EngineBenchmark.RunAsync(rest is [var size] ? int.Parse(size) : 1_000_000);
    case [EngineBenchmark.Opening, var path, var ticks]:
        return await EngineBenchmark.OpenAsync(path, new DateTimeOffset(long.Parse(ticks), TimeSpan.Zero));
    case ["--pages", .. var rest]:
        return await PagesBenchmark.RunAsync(rest is [var children] ? int.Parse(children) : 100_000);
    case ["--expiry", .. var rest]:
        return ExpiryBenchmark.Run(rest is [var people] ? int.Parse(people) : 100_000);
    case ["--import", .. var rest]:
        return await ImportBenchmark.RunAsync(rest is [var rows] ? int.Parse(rows) : 100_000);
    case ["--families", .. var rest]:
        return FamiliesBenchmark.Run(
            seed: rest.Length > 0 ? long.Parse(rest[0]) : 7, scale: rest.Length > 1 ? int.Parse(rest[1]) : 1,
            noise: rest.Length > 2 ? double.Parse(rest[2], System.Globalization.CultureInfo.InvariantCulture) : 1);
    default:
        Console.Error.WriteLine("Usage: Homeward.Benchmarks --linkage [RECORDS] | --clusters [RECORDS] | --linkage-accuracy DIR | --report-models DIR [DRILLS [SCALE]] | --strings | --people RECORDS FILE | --leads [SEED [SCALE]] | --lead-arrivals [RECORDS] | --lead-calibration SEED... | --journal | --engine [RECORDS] | --pages [CHILDREN] | --expiry [PEOPLE] | --import [ROWS] | --families [SEED [SCALE [NOISE]]]");
        return 2;
}
