// The texts of chat messages. The lesson log says who posted when; the words stand here, where they can be erased.
import type { LessonId } from '@classroom/protocol';
import type { Kysely } from 'kysely';
import type { Database, Migration } from '../platform/index.ts';

export type ChatTables = { chat_message: { message_id: string; lesson_id: string; text: string } };

export const teachingMigrations: readonly Migration[] = [
	{
		id: 'teaching-1',
		sql: [
			'create table chat_message (message_id text primary key, lesson_id text not null, text text not null)',
			'create index chat_message_lesson on chat_message (lesson_id)',
		],
	},
];

export class ChatStore {
	readonly #database: Database;

	constructor(database: Database) {
		this.#database = database;
	}

	async save(message: { messageId: string; lessonId: LessonId; text: string }): Promise<void> {
		await this.#database
			.as<ChatTables>()
			.insertInto('chat_message')
			.values({ message_id: message.messageId, lesson_id: message.lessonId, text: message.text })
			.execute();
	}

	/** Those of `messageIds` that still have a text. */
	async find(messageIds: readonly string[]): Promise<Map<string, string>> {
		if (messageIds.length === 0) return new Map();
		const rows = await this.#database
			.as<ChatTables>()
			.selectFrom('chat_message')
			.select(['message_id', 'text'])
			.where('message_id', 'in', [...messageIds])
			.execute();
		return new Map(rows.map((row) => [row.message_id, row.text]));
	}
}

const MESSAGES_AT_ONCE = 500;

/** Those of before chats had a file of their own; whoever is killed in the middle goes on at the next start. */
export const moveChat = async (from: Kysely<ChatTables>, to: Kysely<ChatTables>): Promise<void> => {
	for (;;) {
		const some = await from.selectFrom('chat_message').selectAll().limit(MESSAGES_AT_ONCE).execute();
		if (some.length === 0) return;
		await to
			.insertInto('chat_message')
			.values(some)
			.onConflict((conflict) => conflict.doNothing())
			.execute();
		const ids = some.map(({ message_id }) => message_id);
		await from.deleteFrom('chat_message').where('message_id', 'in', ids).execute();
	}
};
