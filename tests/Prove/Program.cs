using System.Globalization;
using Homeward.Prove;

// The long proofs of durability. Each prints what it saw on one line and ends with 0 when the claim held, 1 when it did not, 2 when asked wrongly.
try
{
    return args switch
    {
        ["kill", var rounds] => KillRounds.Prove(Number(rounds), Console.Out),
        ["power-cut", var synchronous, var rounds] => PowerCuts.Prove(synchronous, failEverySync: 0, Number(rounds), Console.Out),
        ["failing-disk", var rounds] => PowerCuts.Prove("FULL", failEverySync: 9, Number(rounds), Console.Out),
        ["full-disk", var rounds] => FullDisk.Prove(Number(rounds), Console.Out),
        [Writer.Verb, .. var rest] => Writer.Run(rest),
        _ => Usage(),
    };
}
catch (FormatException problem)
{
    await Console.Error.WriteLineAsync(problem.Message);
    return Usage();
}

static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

static int Usage()
{
    Console.Error.WriteLine("""
        kill ROUNDS                     a writing process is killed; nothing it acknowledged may be lost
        power-cut FULL|NORMAL|OFF ROUNDS the power is cut; at FULL nothing may be lost, at OFF the harness must see losses
        failing-disk ROUNDS             every ninth sync fails, then the power is cut; nothing acknowledged may be lost
        full-disk ROUNDS                the disk fills up; nothing may be lost or half kept (needs root for a small disk)
        """);
    return 2;
}
