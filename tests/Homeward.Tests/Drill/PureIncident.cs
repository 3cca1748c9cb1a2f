using Homeward.Domain;
using Homeward.Features.Drill;
using Homeward.Features.Drill.Play;
using Homeward.Features.Drill.Reports;
using Homeward.Features.Drill.Truth;

namespace Homeward.Tests.Drill;

/// <summary>A drill on the domain alone, without disk or engine, and without leads.</summary>
internal sealed class PureIncident
{
    private readonly Stage _stage;
    private DateTimeOffset _now;

    public PureIncident(long seed, int scale = 1, NoiseLevels? noise = null)
    {
        Scenario = Scenario.Find("mississippi-2019")!;
        World = new World(Scenario, seed, scale);
        _stage = new Stage(Scenario, seed, Timetable.AsPublished(Scenario));
        _now = _stage.Times.Start;
        var crew = new Crew(_stage, post => new(SeededRandom.For(seed, post.ToString()).NextId()));
        Player = new Player(World, _stage, crew, new ReportStream(World, _stage, noise ?? NoiseLevels.Default), () => State, Submit, () => Task.CompletedTask);
    }

    /// <summary>Told of every request before it is decided, with when it arrives.</summary>
    public Action<Request, DateTimeOffset>? Before { get; set; }

    public Scenario Scenario { get; }

    public World World { get; }

    public Player Player { get; }

    public IncidentState State { get; private set; } = IncidentState.Nothing;

    public List<(DateTimeOffset Occurred, DateTimeOffset Recorded)> Times { get; } = [];

    public async Task PlayAsync(Action<int>? atMinute = null)
    {
        await Player.OpenAsync("DRILL-7");
        await Player.PlayAsync(minute =>
        {
            _now = _stage.Times.At(minute);
            atMinute?.Invoke(minute);
            return Task.CompletedTask;
        }, Homeward.Features.Drill.Scenario.LengthMinutes, CancellationToken.None);
    }

    private Task<Refusal?> Submit(Request request)
    {
        Times.Add((request.Occurred, _now));
        Before?.Invoke(request, _now);
        switch (State.Decide(request, _now))
        {
            case Decision.Accepted accepted:
                foreach (var happened in accepted.Events)
                {
                    State = State.Apply(happened, new(State.Position + 1, request.Actor.User, request.Actor.Device, request.Occurred, _now));
                }

                return Task.FromResult<Refusal?>(null);
            case Decision.Refused refused:
                return Task.FromResult<Refusal?>(refused.Refusal);
            default:
                throw new InvalidOperationException("A decision is accepted or refused.");
        }
    }
}
