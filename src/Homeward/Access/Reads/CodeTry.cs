namespace Homeward.Access.Reads;

/// <summary>What became of a code that somebody typed.</summary>
public enum CodeTry { Right, Wrong, TooMany }
