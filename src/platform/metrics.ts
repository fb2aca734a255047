import { collectDefaultMetrics, Counter, Gauge, Registry } from "prom-client";
import type { Metrics } from "#core";

export interface PrometheusMetrics extends Metrics {
  /** The exposition text of all metrics. */
  text(): Promise<string>;
}

type Labels = Readonly<Record<string, string>>;

/**
 * The series of one kind by name and labels. One whose labels are not those its metric began with is left out: counting must
 * never throw. A series that was used is found again by its text, as counting stands on every hot path.
 */
function family<S>(make: (configuration: Configuration) => (labels: Labels) => S, registry: Registry) {
  const metrics = new Map<string, { readonly series: (labels: Labels) => S; readonly labels: string }>();
  const used = new Map<string, S>();
  return (name: string, given: Labels): S | undefined => {
    let key = name;
    for (const label in given) key += `\n${label}\n${given[label]}`;
    const known = used.get(key);
    if (known !== undefined) return known;
    const labelNames = Object.keys(given);
    const labels = labelNames.toSorted().join();
    let metric = metrics.get(name);
    if (metric === undefined) {
      metric = { series: make({ name, help: name, labelNames, registers: [registry] }), labels };
      metrics.set(name, metric);
    }
    if (metric.labels !== labels) return undefined;
    const series = metric.series(given);
    used.set(key, series);
    return series;
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
  const counter = family((configuration) => {
    const metric = new Counter(configuration);
    return (labels) => metric.labels(labels);
  }, registry);
  const gauge = family((configuration) => {
    const metric = new Gauge(configuration);
    return (labels) => metric.labels(labels);
  }, registry);
  return {
    count: (name, labels = {}, by = 1) => counter(name, labels)?.inc(by),
    gauge: (name, value, labels = {}) => gauge(name, labels)?.set(value),
    text: () => registry.metrics(),
  };
}
