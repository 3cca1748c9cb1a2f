namespace Homeward.Linkage.Families;

/// <summary>
/// What an agreement weighs, as natural log odds: how often it is found between a record and the child it is about (m),
/// over how often between strangers (u). Both are per situation, because two surnames can't agree where only one was said.
/// </summary>
internal sealed class FamilyWeights
{
    private const int Codes = 256;

    // The first guess of m counts as much as this many known pairs of each situation.
    private const double GuessWeighs = 12, ChanceWeighs = 4;

    private readonly double[] logM = new double[Agreements.FieldCount * Codes];
    private readonly double[] logU = new double[Agreements.FieldCount * Codes];

    internal FamilyWeights()
    {
        for (var field = 0; field < Agreements.FieldCount; field++)
        {
            for (var code = 0; code < Codes; code++)
            {
                logM[(field * Codes) + code] = Math.Log(Guess((FamilyField)field, (FamilyLevel)(code & 15)));
                logU[(field * Codes) + code] = Math.Log(0.5);
            }
        }
    }

    /// <summary>The weight of one field, in natural log odds; 0 when one side says nothing.</summary>
    internal double Of(FamilyField field, Agreement agreement) => agreement.Code == 0 ? 0
        : logM[((int)field * Codes) + agreement.Code] - (float.IsNaN(agreement.LogChance) ? logU[((int)field * Codes) + agreement.Code] : agreement.LogChance);

    /// <summary>The weight of all fields together.</summary>
    internal double Of(in Agreements agreements)
    {
        var sum = 0.0;
        for (var field = 0; field < Agreements.FieldCount; field++) { sum += Of((FamilyField)field, agreements[field]); }

        return sum;
    }

    /// <summary>Every agreement of which something was learned, with the natural logarithms of m and u.</summary>
    internal IEnumerable<(FamilyField Field, int Situation, FamilyLevel Level, double LogM, double LogU)> Learned()
    {
        var unlearned = new FamilyWeights();
        for (var at = 0; at < logM.Length; at++)
        {
            if ((at & 15) is > 0 and <= (int)FamilyLevel.Different && (logM[at] != unlearned.logM[at] || logU[at] != unlearned.logU[at]))
            {
                yield return ((FamilyField)(at / Codes), (at % Codes) >> 4, (FamilyLevel)(at & 15), logM[at], logU[at]);
            }
        }
    }

    /// <summary>Puts what was learned before.</summary>
    internal void Put(FamilyField field, int situation, FamilyLevel level, double m, double u)
    {
        var at = ((int)field * Codes) + Agreement.CodeOf(level, situation);
        (logM[at], logU[at]) = (m, u);
    }

    /// <summary>The same weights, to learn from there.</summary>
    internal FamilyWeights Copy()
    {
        var copy = new FamilyWeights();
        logM.CopyTo(copy.logM, 0);
        logU.CopyTo(copy.logU, 0);
        return copy;
    }

    /// <summary>Learns how often strangers agree, from pairs drawn at random.</summary>
    internal void LearnChances(FieldCounts strangers) => Learn(strangers, logU, ChanceWeighs, (_, _) => 0.1);

    /// <summary>Learns how often a record and its child agree, from pairs counted by how probable they are.</summary>
    internal void LearnAgreements(FieldCounts probable) => Learn(probable, logM, GuessWeighs, Guess);

    private static void Learn(FieldCounts counts, double[] logs, double guessWeighs, Func<FamilyField, FamilyLevel, double> guess)
    {
        for (var field = 0; field < Agreements.FieldCount; field++)
        {
            for (var situation = 0; situation < 16; situation++)
            {
                var (total, guesses) = (0.0, 0.0);
                for (var level = 1; level < 16; level++)
                {
                    if (!counts.Seen(field, (situation << 4) | level)) { continue; }

                    total += counts[field, (situation << 4) | level];
                    guesses += guess((FamilyField)field, (FamilyLevel)level);
                }

                if (guesses == 0) { continue; }

                for (var level = 1; level < 16; level++)
                {
                    // A level that was not seen may be possible all the same, beside those that were.
                    var guessed = guess((FamilyField)field, (FamilyLevel)level);
                    var among = counts.Seen(field, (situation << 4) | level) ? guesses : guesses + guessed;
                    var share = (counts[field, (situation << 4) | level] + (guessWeighs * guessed / among)) / (total + guessWeighs);
                    logs[(field * Codes) + (situation << 4) + level] = Math.Log(Math.Max(share, 1e-6));
                }
            }
        }
    }

    // Where learning begins. Relative sizes matter; they are scaled to what each situation allows.
    private static double Guess(FamilyField field, FamilyLevel level) => (field, level) switch
    {
        (FamilyField.Given, FamilyLevel.Same) => 0.6,
        (FamilyField.Given, FamilyLevel.PartOf) => 0.3,
        (FamilyField.Given, FamilyLevel.Nickname or FamilyLevel.Close) => 0.12,
        (FamilyField.Given, FamilyLevel.Resembles) => 0.06,
        (FamilyField.Given, FamilyLevel.PartlyDifferent) => 0.03,
        (FamilyField.Given, _) => 0.04,
        (FamilyField.Age, FamilyLevel.Same) => 0.66,
        (FamilyField.Age, FamilyLevel.OneOff) => 0.26,
        (FamilyField.Age, FamilyLevel.TwoOff) => 0.05,
        (FamilyField.Age, _) => 0.02,
        (FamilyField.Sex, FamilyLevel.Same) => 0.985,
        (FamilyField.Sex, _) => 0.015,
        (FamilyField.School, FamilyLevel.Same) => 0.92,
        (FamilyField.School, _) => 0.08,
        (FamilyField.Surname, FamilyLevel.Same or FamilyLevel.PartOf or FamilyLevel.OfTheAdult) => 0.6,
        (FamilyField.Surname, FamilyLevel.OfBothAdults) => 0.4,
        (FamilyField.Surname, FamilyLevel.Close) => 0.15,
        (FamilyField.Surname, FamilyLevel.PartlyDifferent) => 0.08,
        (FamilyField.Surname, _) => 0.05,
        (FamilyField.Mother or FamilyField.Father, FamilyLevel.Same or FamilyLevel.PartOf) => 0.55,
        (FamilyField.Mother or FamilyField.Father, FamilyLevel.Nickname or FamilyLevel.Close) => 0.15,
        (FamilyField.Mother or FamilyField.Father, _) => 0.08,
        (FamilyField.Siblings, FamilyLevel.Same) => 0.6,
        (FamilyField.Siblings, _) => 0.2,
        (FamilyField.Phone, FamilyLevel.Same) => 0.3,
        (FamilyField.Phone, FamilyLevel.OneOff) => 0.02,
        (FamilyField.Phone, _) => 0.68,
        (FamilyField.Town, FamilyLevel.Same) => 0.94,
        (FamilyField.Town, _) => 0.06,
        (FamilyField.Generation, FamilyLevel.Same) => 0.97,
        _ => 0.03,
    };
}

/// <summary>How often each code of each field was seen, in fractions of a pair.</summary>
internal sealed class FieldCounts
{
    private readonly double[] counts = new double[Agreements.FieldCount * 256];

    internal double this[int field, int code] => counts[(field * 256) + code];

    internal bool Seen(int field, int code) => counts[(field * 256) + code] > 0;

    internal void Add(in Agreements agreements, double share)
    {
        for (var field = 0; field < Agreements.FieldCount; field++)
        {
            if (agreements[field].Code != 0) { counts[(field * 256) + agreements[field].Code] += share; }
        }
    }

    internal void Add(FieldCounts other)
    {
        for (var i = 0; i < counts.Length; i++) { counts[i] += other.counts[i]; }
    }
}
