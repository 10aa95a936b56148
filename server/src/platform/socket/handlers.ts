// One request type, one handler: a typed map from the contract's request types to who may and what is done.
import type { z } from 'zod';
import type { Access } from '../callers.ts';
import type { Connection } from './connection.ts';

/** `{ request: SignalRequest, answers, notification: Notification }` of the contract. */
export interface SignallingContract {
	/** A union of request schemas, told apart by `type`. */
	readonly request: z.ZodType<{ type: string }>;
	readonly answers: Readonly<Record<string, z.ZodType>>;
	readonly notification: z.ZodType;
}

export type RequestTypeIn<C extends SignallingContract> = z.output<C['request']>['type'];
type RequestIn<C extends SignallingContract, T> = Extract<z.output<C['request']>, { type: T }>;
type AnswerIn<C extends SignallingContract, T extends string> = z.input<NonNullable<C['answers'][T]>>;

/** One parsed, admitted request of one connection. */
export interface SocketCall<
	C extends SignallingContract,
	T extends RequestTypeIn<C>,
	Caller extends object,
	Granted extends Caller = Caller,
> {
	readonly request: RequestIn<C, T>;
	/** The connection's caller, as the kind that was admitted. */
	readonly caller: Granted;
	readonly connection: Connection<Caller, z.output<C['notification']>>;
}

export interface SocketHandler<
	C extends SignallingContract,
	T extends RequestTypeIn<C>,
	Caller extends object,
> {
	readonly access: Access<Caller>;
	/**
	 * A method and no property: TypeScript then lets the dispatcher hold the handlers of all types in one map.
	 * That each gets its own type of request is certain, since the schema's union is told apart by `type`.
	 */
	serve(call: SocketCall<C, T, Caller>, admit: Admit<Caller>): Promise<AnswerIn<C, T>>;
}

/** Throws `forbidden`. */
export type Admit<Caller extends object> = <Granted extends Caller>(
	access: Access<Caller, Granted>,
) => Granted;

/** Every request type has its handler, or it does not compile. */
export type HandlerMap<C extends SignallingContract, Caller extends object> = {
	readonly [T in RequestTypeIn<C>]: SocketHandler<C, T, Caller>;
};

/** `handler(access, ({ request, caller, connection }) => answer)`: `caller` is of the kind that `access` admits. */
export const handler = <
	C extends SignallingContract,
	T extends RequestTypeIn<C>,
	Caller extends object,
	Granted extends Caller,
>(
	access: Access<Caller, Granted>,
	serve: (call: SocketCall<C, T, Caller, Granted>) => AnswerIn<C, T> | Promise<AnswerIn<C, T>>,
): SocketHandler<C, T, Caller> => ({
	access,
	serve: async (call, admit) => serve({ ...call, caller: admit(access) }),
});
