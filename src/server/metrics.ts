/** What an operator sees at /metrics (Prometheus text). */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

export type Metrics = ReturnType<typeof createMetrics>;

export interface SessionCounts {
  live: number;
  starting: number;
  ending: number;
  /** Started ahead, for nobody yet. */
  warm: number;
  /** In the queue. */
  waiting: number;
}

export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  let count = (): SessionCounts => ({ live: 0, starting: 0, ending: 0, warm: 0, waiting: 0 });
  return {
    registry,
    /** Where the numbers of `pidone_sessions` come from, each time that they are asked for. */
    countBy(counter: () => SessionCounts) {
      count = counter;
    },
    sessions: new Gauge({
      name: "pidone_sessions",
      help: "Labs by state: live, starting, ending, warm (started ahead), waiting (in the queue)",
      labelNames: ["state"],
      registers,
      collect() {
        for (const [state, number] of Object.entries(count())) this.set({ state }, number);
      },
    }),
    started: new Counter({
      name: "pidone_sessions_started_total",
      help: "Labs started",
      labelNames: ["lab", "init"],
      registers,
    }),
    ended: new Counter({
      name: "pidone_sessions_ended_total",
      help: "Labs ended, by reason",
      labelNames: ["lab", "reason"],
      registers,
    }),
    driverErrors: new Counter({
      name: "pidone_driver_errors_total",
      help: "What the driver could not do: start, start-ahead, removal",
      labelNames: ["driver", "during"],
      registers,
    }),
    startSeconds: new Histogram({
      name: "pidone_session_start_seconds",
      help: "From the request to the running sandbox; warm: it was started ahead",
      labelNames: ["driver", "start"],
      buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 5],
      registers,
    }),
    eventLag: new Histogram({
      name: "pidone_event_lag_seconds",
      help: "From the moment that a process event was seen to its message to the page",
      buckets: [0.001, 0.01, 0.05, 0.1, 0.5, 1, 5],
      registers,
    }),
    problems: new Counter({
      name: "pidone_problems_total",
      help: "Refusals and errors that were answered, by reason",
      labelNames: ["problem"],
      registers,
    }),
    sockets: new Gauge({ name: "pidone_sockets", help: "WebSockets that are open", registers }),
    socketsClosed: new Counter({
      name: "pidone_sockets_closed_total",
      help: "WebSockets that the server closed, by code",
      labelNames: ["code"],
      registers,
    }),
    terminalBytes: new Counter({
      name: "pidone_terminal_bytes_total",
      help: "Terminal bytes, by direction",
      labelNames: ["direction"],
      registers,
    }),
  };
}
