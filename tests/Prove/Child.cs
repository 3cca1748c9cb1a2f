using System.Diagnostics;

namespace Homeward.Prove;

/// <summary>Starts this program again, as the writer.</summary>
internal static class Child
{
    public static Process Start(Writer.Task task, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, UseShellExecute = false };
        start.ArgumentList.Add(typeof(Child).Assembly.Location);
        foreach (var argument in task.ToArguments())
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException("The writer did not start.");
    }
}
