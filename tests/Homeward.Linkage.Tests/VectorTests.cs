using System.Diagnostics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Homeward.Linkage.Tests;

/// <summary>The comparisons choose their instructions by the machine. These tests run them as if on lesser machines.</summary>
public sealed class VectorTests
{
    internal const string Expected = "HOMEWARD_EXPECTED_VECTORS";

    [Theory]
    [InlineData("DOTNET_EnableHWIntrinsic", "none")]
    [InlineData("DOTNET_EnableAVX512", "256")]
    public async Task Every_comparison_agrees_with_its_slow_twin_on_a_lesser_machine(string without, string vectors)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { [without] = "0", [Expected] = vectors },
        };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(VectorTests).Assembly.Location);
        }

        foreach (var tests in (Type[])[typeof(ComparatorTests), typeof(NameColumnTests), typeof(LesserMachineTests)])
        {
            start.ArgumentList.Add("-class");
            start.ArgumentList.Add(tests.FullName!);
        }

        using var run = Process.Start(start)!;
        var errors = run.StandardError.ReadToEndAsync();
        var output = await run.StandardOutput.ReadToEndAsync();
        await run.WaitForExitAsync();
        Assert.True(run.ExitCode == 0, output + await errors);
    }
}

/// <summary>Guards the switches above: one that no longer switches anything off would prove nothing.</summary>
public sealed class LesserMachineTests
{
    [Fact]
    public void A_lesser_machine_is_really_one()
    {
        switch (Environment.GetEnvironmentVariable(VectorTests.Expected))
        {
            case "none": Assert.False(Vector256.IsHardwareAccelerated); break;
            case "256": Assert.False(Avx512BW.VL.IsSupported); break;
        }
    }
}
