using System.CommandLine;
using Homeward.Features.Drill;
using Homeward.Features.Drill.Play;
using Homeward.Journal;

namespace Homeward.Commands;

/// <summary>Which drill: the options that <c>drill</c> and <c>serve --drill</c> share.</summary>
internal sealed class DrillOptions
{
    public Option<string> Scenario { get; } = new("--scenario")
    {
        Description = $"What happens: {string.Join(", ", EmbeddedCsv.ScenarioNames)}.",
        DefaultValueFactory = _ => EmbeddedCsv.ScenarioNames[0],
        HelpName = "NAME",
    };

    public Option<long> Seed { get; } = new("--seed") { Description = "Which people: the same seed makes the same people and reports.", DefaultValueFactory = _ => 7, HelpName = "N" };

    public Option<int> Scale { get; } = AtLeastOne(new Option<int>("--scale") { Description = "How many times the people of the event.", DefaultValueFactory = _ => 1, HelpName = "N" });

    public Option<double> Speed { get; } = Positive(new Option<double>("--speed")
    {
        Description = "Live only: how many times faster than life. At 144, two days take 20 minutes.",
        DefaultValueFactory = _ => 144,
        HelpName = "N",
    });

    /// <summary>The drill asked for, under a code that is free in the folder.</summary>
    public DrillOrder Order(ParseResult parsed, DataFolder folder) =>
        OrderOf(parsed.GetValue(Scenario)!, parsed.GetValue(Seed), parsed.GetValue(Scale), folder);

    /// <summary>A drill of a scenario, under a code that is free in the folder.</summary>
    public static DrillOrder OrderOf(string scenario, long seed, int scale, DataFolder folder)
    {
        var found = Features.Drill.Scenario.Find(scenario)
            ?? throw new CommandRefusedException($"There is no scenario {scenario}. There is: {string.Join(", ", EmbeddedCsv.ScenarioNames)}.");
        var taken = folder.IncidentCodes();
        var code = Enumerable.Range(1, int.MaxValue).Select(n => n == 1 ? DrillOrder.CodeFor(seed) : $"{DrillOrder.CodeFor(seed)}-{n}")
            .First(c => !taken.Contains(c, StringComparer.OrdinalIgnoreCase));
        return new(found, seed, scale, code);
    }

    private static Option<int> AtLeastOne(Option<int> option)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var typed] && int.TryParse(typed.Value, out var value) && value < 1) { result.AddError($"{option.Name} is {value}; it must be 1 or more."); }
        });
        return option;
    }

    private static Option<double> Positive(Option<double> option)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var typed] && double.TryParse(typed.Value, out var value) && value is not > 0) { result.AddError($"{option.Name} is {value}; it must be more than 0."); }
        });
        return option;
    }
}
