package org.dsp.core.agent;

/** The parts of one agent, each with those that it needs. */
final class Parts {
    final Context context;
    final Peers peers;
    final Claims claims;
    final OwnSessions own;
    final Copies copies;
    final Transfers transfers;
    final Levels levels;
    final Announcer announcer;
    final OwnState state;
    final Configuration configuration;
    final Bootstrap bootstrap;
    final Issued issued;
    final Proposals proposals;
    final Membership membership;
    final DuplicateIds duplicates;
    final StatusReport report;
    final Responder responder;
    final AgentRouting routing;

    Parts(AgentSettings settings, AgentPort port, long now) {
        context = new Context(settings, port, now);
        peers = new Peers(settings.self().nodeId());
        claims = new Claims(context, peers);
        own = new OwnSessions(context, claims);
        claims.endWith(own::end);
        peers.self().sessions.table = own.table();
        copies = new Copies(context, peers, claims);
        transfers = new Transfers(context, own);
        levels = new Levels(context, peers, own);
        own.whenChanged(levels::sessionsChanged);
        announcer = new Announcer(context, peers, own, levels);
        state = new OwnState(context, peers, announcer, levels);
        configuration = new Configuration(context, peers, state, levels, announcer);
        bootstrap = new Bootstrap(context, peers, configuration);
        issued = new Issued(context, peers);
        proposals = new Proposals(context, peers, configuration, bootstrap, issued);
        membership = new Membership(context, peers, copies, own);
        duplicates = new DuplicateIds(context, peers, announcer);
        report = new StatusReport(context, peers, own, levels, configuration);
        responder = new Responder(context, peers, configuration, levels, report);
        routing = new AgentRouting(context, peers, levels, configuration);
    }
}
