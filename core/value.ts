import { Fault } from "./fault.ts";
import type { Json } from "./json.ts";
import type { ValueType } from "./parameter.ts";

export interface ValueRange {
  readonly min?: number;
  readonly max?: number;
}
export interface ValueRule {
  readonly type: ValueType;
  readonly enum?: readonly string[];
  readonly ranges?: readonly ValueRange[];
  readonly maxLength?: number;
}
export function canonical(_type: ValueType, _text: string): string {
  throw new Fault("internal");
}
export function canonicalOrText(_type: ValueType, _text: string): string {
  throw new Fault("internal");
}
export function checkValue(_rule: ValueRule, _text: string): string {
  throw new Fault("internal");
}
export function toJson(_type: ValueType, _value: string): Json {
  throw new Fault("internal");
}
export function fromJson(_json: Json): string {
  throw new Fault("internal");
}
export function listItems(_value: string): string[] {
  throw new Fault("internal");
}
export function listOf(_items: readonly string[]): string {
  throw new Fault("internal");
}
