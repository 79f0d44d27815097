import type { Condition } from "../condition/condition.ts";
import type { Pattern } from "../pattern/pattern.ts";

/** What a policy is attached to, which decides what its grammar asks for. */
export type PolicyKind =
  /** A user's, a group's or a role's; also a permissions boundary or a session's. No `Principal`. */
  | "identity"
  /** A queue's, a topic's, a bucket's, a key's. Needs `Principal` and `Resource`. */
  | "resource"
  /** What may assume a role. Needs `Principal`, and has no `Resource`: that is the role. */
  | "trust";

/** `Action`, `Resource` or one of their Not forms. */
export interface Element {
  /** True for `NotAction` and `NotResource`: matches what none of the patterns matches. */
  readonly not: boolean;
  readonly patterns: readonly Pattern[];
}

/** `Principal` or `NotPrincipal`. */
export interface PrincipalElement {
  readonly not: boolean;
  /** Account ids, ARNs and `*` under `AWS`; `*` alone reads as `AWS: *`. */
  readonly aws: readonly string[];
  /** Names of services, such as `lambda.amazonaws.com`. */
  readonly services: readonly string[];
  readonly federated: readonly string[];
  readonly canonicalUsers: readonly string[];
}

/** One statement, parsed and checked. */
export interface Statement {
  /** Its place in the document, from 1. */
  readonly number: number;
  readonly sid?: string;
  readonly effect: "Allow" | "Deny";
  readonly action: Element;
  /** Absent in a trust policy. */
  readonly resource?: Element;
  /** Absent in an identity policy. */
  readonly principal?: PrincipalElement;
  /** All of them must hold. */
  readonly conditions: readonly Condition[];
}

/** A document that was parsed and checked. */
export interface PolicyDocument {
  readonly version: "2012-10-17" | "2008-10-17";
  readonly statements: readonly Statement[];
}

/** A policy with the name by which decisions and errors speak of it. */
export interface NamedPolicy {
  /** For people, and unique among the policies of one decision: `role R, inline policy P`. */
  readonly name: string;
  readonly kind: PolicyKind;
  readonly document: PolicyDocument;
}
