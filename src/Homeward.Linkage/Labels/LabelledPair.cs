namespace Homeward.Linkage;

/// <summary>Two records that a person judged.</summary>
/// <param name="Left">Row of the one.</param>
/// <param name="Right">Row of the other.</param>
/// <param name="IsMatch">Whether both are about one person. Who says no may mean two relatives or two strangers.</param>
public readonly record struct LabelledPair(int Left, int Right, bool IsMatch);
