// Every handler there is, by the type of its request. The compiler says when one is missing.
import type { RequestType } from '@classroom/protocol';
import * as chat from './chat.ts';
import * as consumers from './consumers.ts';
import * as course from './course.ts';
import type { Handler } from './handler.ts';
import { join } from './join.ts';
import * as presence from './presence.ts';
import * as producers from './producers.ts';
import * as recorders from './recorders.ts';
import * as stage from './stage.ts';
import * as transports from './transports.ts';

export type Handlers = { readonly [T in RequestType]: Handler<T> };

export const handlers: Handlers = {
	join,
	...presence,
	...transports,
	...producers,
	...consumers,
	...stage,
	...course,
	...chat,
	...recorders,
};
