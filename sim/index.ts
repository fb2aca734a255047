/** The simulator's door: devices that dial in over real sockets, alone, in fleets, or as load. */
export { createAgent, type Agent, type AgentOptions } from "./agent.ts";
export { REFERENCE_AGENT, REFERENCE_SESSIONS, type AgentBehaviour } from "./agent/behaviour.ts";
export { createCpe, type Cpe, type CpeOptions } from "./cpe.ts";
export * from "./cpe/behaviour.ts";
export { DIALECT, type DialectName } from "./cpe/dialect.table.ts";
export { KnockServer } from "./cpe/knock.ts";
export type { SessionEnd } from "./cpe/session.ts";
export { EQUAL_OBJECTS, equalAgent, equalFleet, type EqualFleet, type EqualFleetOptions } from "./equal.ts";
export { createFleet, type Fleet, type FleetDevice, type FleetOptions } from "./fleet.ts";
export { Journal, type Entry } from "./journal.ts";
export { load, type Latency, type LoadOptions, type LoadResult } from "./load.ts";
export { runSim, type RunSimOptions } from "./run.ts";
export { homeOf, type Home } from "./tree/home.ts";
export {
  alarmCleared,
  alarmRaised,
  hostAppears,
  hostForgotten,
  networkFlips,
  portFlips,
  stationJoins,
  stationLeaves,
} from "./tree/life.ts";
export { igdPlan } from "./tree/igd.ts";
export { MODELS } from "./tree/models.table.ts";
export { PlanPool, Planner, type Plan } from "./tree/plan.ts";
export { recordedPlan, type RecordedName } from "./tree/recorded.ts";
export type { AgentSide } from "./tree/agentside.ts";
export { devicePlan } from "./tree/tr181.ts";
export { wakeable, type XmppPlan } from "./tree/waking.ts";
export { Tree, type Change } from "./tree/tree.ts";
