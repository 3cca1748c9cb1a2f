using System.Runtime.InteropServices;

namespace Homeward.Linkage;

/// <summary>Records with their pairs and clusters, and decisions, as numbers and texts one after the other.</summary>
internal static class ClusterSnapshot
{
    private const int NotThere = -1;

    internal static void Write<TId>(SnapshotWriter writer, ClusterGraph<TId> graph, Func<TId, string> textOf)
        where TId : notnull, IEquatable<TId>
    {
        var records = graph.Records;
        writer.Number(records.Used);
        for (var number = 0; number < records.Used; number++)
        {
            ref var record = ref records[number];
            if (!record.IsThere)
            {
                writer.Number(NotThere);
                writer.Number(record.LeftOut ? 1 : 0);
                continue;
            }

            writer.Number(record.Leader);
            writer.Number(record.Next);
            writer.Number(unchecked((int)record.Since));
            writer.Number(record.LeftOut ? 1 : 0);
            writer.Text(textOf(record.Id));
            writer.Numbers(MemoryMarshal.Cast<HalfPair, int>(graph.Pairs(number)));
        }

        graph.Decisions.Write(writer, textOf);
    }

    internal static void Read<TId>(SnapshotReader reader, ClusterGraph<TId> graph, Func<string, TId> idOf)
        where TId : notnull, IEquatable<TId>
    {
        var records = graph.Records;
        var used = reader.Number();
        for (var number = 0; number < used; number++)
        {
            if (reader.Number() is var leader && leader == NotThere)
            {
                records.Skip(reader.Number() == 1);
                continue;
            }

            var (next, since, leftOut) = (reader.Number(), unchecked((uint)reader.Number()), reader.Number() == 1);
            records.Append(idOf(reader.Text()));
            (records[number].Leader, records[number].Next, records[number].Since, records[number].LeftOut) = (leader, next, since, leftOut);
            foreach (var pair in MemoryMarshal.Cast<int, HalfPair>(reader.Numbers()))
            {
                graph.Append(number, pair.Other, pair.Bits);
            }
        }

        graph.Decisions.Read(reader, idOf);
    }
}
