import { collectDefaultMetrics, Counter, Gauge, Registry } from "prom-client";
import type { Metrics } from "#core";

export interface PrometheusMetrics extends Metrics {
  /** The exposition text of all metrics. */
  text(): Promise<string>;
}

type Labels = Readonly<Record<string, string>>;

/** The metrics of one kind by name. One whose labels are not those it began with is left out: counting must never throw. */
function family<M>(make: (configuration: Configuration) => M, registry: Registry) {
  const kept = new Map<string, { readonly metric: M; readonly labels: string }>();
  return (name: string, given: Labels): M | undefined => {
    const labelNames = Object.keys(given);
    const labels = labelNames.toSorted().join();
    let entry = kept.get(name);
    if (entry === undefined) {
      entry = { metric: make({ name, help: name, labelNames, registers: [registry] }), labels };
      kept.set(name, entry);
    }
    return entry.labels === labels ? entry.metric : undefined;
  };
}

interface Configuration {
  readonly name: string;
  readonly help: string;
  readonly labelNames: string[];
  readonly registers: Registry[];
}

/** Counters and gauges in the Prometheus format; a metric comes into being, with its labels, when it is first used. */
export function createMetrics(): PrometheusMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: "causeway_" });
  const counter = family((configuration) => new Counter(configuration), registry);
  const gauge = family((configuration) => new Gauge(configuration), registry);
  return {
    count: (name, labels = {}, by = 1) => counter(name, labels)?.inc(labels, by),
    gauge: (name, value, labels = {}) => gauge(name, labels)?.set(labels, value),
    text: () => registry.metrics(),
  };
}
