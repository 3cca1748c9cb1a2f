namespace Homeward.Features.ReleaseDesk;

/// <summary>The questions of one hand-over, in the order they are asked. Each is one screen.</summary>
public enum Step
{
    Identity,
    Facts,
    Right,
    Child,
    Siblings,
    Supervisor,
    Second,
    Hand,
}
