// The texts of chat messages. The lesson log says who posted when; the words stand here, where they can be erased.
import type { LessonId } from '@classroom/protocol';
import type { Database, Migration } from '../platform/index.ts';

type ChatTables = { chat_message: { message_id: string; lesson_id: string; text: string } };

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
