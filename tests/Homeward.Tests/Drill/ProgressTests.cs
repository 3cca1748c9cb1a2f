using Homeward.Features.Drill.Play;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Homeward.Tests.Drill;

public sealed class ProgressTests : IDisposable
{
    private readonly FakeTimeProvider clock = new();
    private readonly StringWriter told = new();

    public void Dispose() => told.Dispose();

    [Fact]
    public void Into_a_file_a_line_of_its_own_is_written_every_few_seconds()
    {
        Run(new(told, "Rows saved", clock, overwrites: false));

        var lines = told.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, lines.Length);
        Assert.DoesNotContain('\r', told.ToString().Replace(Environment.NewLine, ""));
        Assert.StartsWith("Rows saved: 20 of 80, 4 a second", lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void On_a_terminal_one_line_is_written_over()
    {
        Run(new(told, "Rows saved", clock, overwrites: true));

        Assert.Equal(41, told.ToString().Split('\r').Length);
        Assert.EndsWith(Environment.NewLine, told.ToString(), StringComparison.Ordinal);
    }

    // Twenty seconds, four rows a second.
    private void Run(Progress progress)
    {
        for (var done = 1; done <= 80; done++)
        {
            clock.Advance(TimeSpan.FromMilliseconds(250));
            progress.At(done, 80);
        }

        progress.Done();
    }
}
