import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PeerId } from '@classroom/protocol';
import { peerById } from '@classroom/protocol';
import { Button, classes, toast } from '../components/index.ts';
import { useAsk, useJoined, useLesson } from './lessonContext.ts';
import { afterKey, offered, stepped } from './headcountEntry.ts';
import type { HeadcountEntry } from './headcountEntry.ts';

/** What this classroom has counted; undefined: nothing yet. */
export function useHeadcount(peerId: PeerId): number | undefined {
	const { room } = useJoined();
	const subject = peerById(room, peerId)?.subject;
	if (subject?.kind !== 'classroom') return undefined;
	return room.headcounts.find((each) => each.classroomId === subject.classroomId)?.count;
}

/** How many children ought to be there, asked for ahead, so that counting them is two presses; null: not known. */
export function useExpected(peerId: PeerId): number | null {
	const { session } = useLesson();
	const [expected, setExpected] = useState<number | null>(null);
	useEffect(() => {
		let gone = false;
		session.ask('readExpected', { peerId }).then(
			(answer) => gone || setExpected(answer.expected),
			// Then it is typed.
			() => undefined,
		);
		return () => {
			gone = true;
		};
	}, [session, peerId]);
	return expected;
}

type HeadcountProps = Readonly<{
	peerId: PeerId;
	expected: number | null;
	onClose: () => void;
	className?: string;
}>;

/** How many children are there: Enter takes what is offered, up and down or digits change it. */
export function Headcount({ peerId, expected, onClose, className }: HeadcountProps) {
	const { t } = useTranslation('lesson');
	const ask = useAsk();
	const taken = useHeadcount(peerId);
	const [entry, setEntry] = useState<HeadcountEntry>(() => offered(taken, expected));
	const { count } = entry;
	const save = useRef<HTMLButtonElement>(null);
	useEffect(() => save.current?.focus(), []);

	const take = async (): Promise<void> => {
		if (count === null) return;
		if (!(await ask('takeHeadcount', { peerId, count }))) return;
		toast(t('count.done', { count }));
		onClose();
	};
	const step = (by: 1 | -1) => (): void => setEntry(stepped(entry, by));

	return (
		<div
			className={classes('headcount', className)}
			role="group"
			aria-label={t('count.title')}
			onKeyDown={(event) => {
				const next = afterKey(entry, event.key);
				if (next === null) return;
				event.preventDefault();
				setEntry(next);
			}}
		>
			{expected !== null && <p className="headcount__expected">{t('count.expected', { count: expected })}</p>}
			<div className="headcount__stepper">
				<Button label={t('count.less')} icon="minus" onClick={step(-1)} />
				<Button ref={save} kind="primary" onClick={() => void take()}>
					<span aria-live="polite">{count === null ? t('count.choose') : t('count.save', { count })}</span>
				</Button>
				<Button label={t('count.more')} icon="plus" onClick={step(1)} />
			</div>
			<Button kind="quiet" icon="back" onClick={onClose}>
				{t('count.back')}
			</Button>
		</div>
	);
}

/** Opens it; says what was counted. */
export function HeadcountButton({
	peerId,
	onOpen,
	label,
}: {
	peerId: PeerId;
	onOpen: () => void;
	label?: string;
}) {
	const { t } = useTranslation('lesson');
	const taken = useHeadcount(peerId);
	return (
		<Button icon="people" aria-label={label} onClick={onOpen}>
			{taken === undefined ? t('count.open') : t('count.taken', { count: taken })}
		</Button>
	);
}
