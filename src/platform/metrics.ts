import { collectDefaultMetrics, Counter, Gauge, Registry } from "prom-client";
import type { Metrics } from "#core";

export interface PrometheusMetrics extends Metrics {
  /** The exposition text of all metrics. */
  text(): Promise<string>;
}

/** Counters and gauges in the Prometheus format; a metric comes into being when it is first used. */
export function createMetrics(): PrometheusMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: "causeway_" });
  const counters = new Map<string, Counter>();
  const gauges = new Map<string, Gauge>();
  return {
    count(name, labels = {}, by = 1) {
      let counter = counters.get(name);
      if (counter === undefined) {
        counter = new Counter({ name, help: name, labelNames: Object.keys(labels), registers: [registry] });
        counters.set(name, counter);
      }
      counter.inc(labels, by);
    },
    gauge(name, value, labels = {}) {
      let gauge = gauges.get(name);
      if (gauge === undefined) {
        gauge = new Gauge({ name, help: name, labelNames: Object.keys(labels), registers: [registry] });
        gauges.set(name, gauge);
      }
      gauge.set(labels, value);
    },
    text: () => registry.metrics(),
  };
}
