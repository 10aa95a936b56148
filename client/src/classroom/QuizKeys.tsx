import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Quiz } from '@classroom/protocol';
import { Button, toast } from '../components/index.ts';
import { useOptionNames } from '../quiz/optionNames.ts';
import { useAsk, useJoined } from '../scene/lessonContext.ts';
import { ownPeer } from '../session/index.ts';
import { emptyHands, handsOf, handsWith } from './quizHands.ts';

/** What this classroom has counted of a quiz; null: nothing yet. */
function useTaken(quiz: Quiz): readonly number[] | null {
	const subject = ownPeer(useJoined())?.subject;
	if (subject?.kind !== 'classroom') return null;
	return quiz.tallies.find(({ classroomId }) => classroomId === subject.classroomId)?.keys?.counts ?? null;
}

/** How many hands for each answer: left and right choose it, up and down (or digits) count, Enter on the last tells. */
export function QuizKeys({ quiz, onClose }: { quiz: Quiz; onClose: () => void }) {
	const { t } = useTranslation('quiz');
	const ask = useAsk();
	const names = useOptionNames(quiz);
	const taken = useTaken(quiz);
	const [hands, setHands] = useState(() => handsOf(taken) ?? emptyHands(quiz.options));
	const first = useRef<HTMLButtonElement>(null);
	useEffect(() => first.current?.focus(), []);

	const send = async (): Promise<void> => {
		const counts = hands.map(({ count }) => count ?? 0);
		if (await ask('tallyQuiz', { quizId: quiz.quizId, counts })) toast(t('sent'));
	};

	return (
		<div className="room__buttons quiz-keys" role="group" aria-label={t('place.keys')}>
			<p className="quiz-keys__hint">{t('place.keys')}</p>
			{names.map((name, place) => {
				const count = hands[place]?.count ?? 0;
				const press = (key: string): boolean => {
					const next = handsWith(hands, place, key);
					if (next !== null) setHands(next);
					return next !== null;
				};
				return (
					<Button
						key={name}
						{...(place === 0 && { ref: first })}
						aria-label={t('place.option', { option: name, count })}
						onClick={() => press('ArrowUp')}
						onKeyDown={(event) => {
							if (press(event.key)) event.preventDefault();
						}}
					>
						{name} <strong className="quiz-keys__count">{count}</strong>
					</Button>
				);
			})}
			<Button kind="primary" onClick={() => void send()}>
				{t(taken === null ? 'place.send' : 'place.again')}
			</Button>
			<Button kind="quiet" icon="back" label={t('place.back')} onClick={onClose} />
		</div>
	);
}
