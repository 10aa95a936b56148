import './quiz.css';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { QUIZ_WORDS_MAX } from '@classroom/protocol';
import type { QuizAnswer, QuizKind } from '@classroom/protocol';
import { Button } from '../components/index.ts';
import { afterPress, chosenIn, wordsIn } from './answering.ts';
import { useOptionNames } from './optionNames.ts';

type AnswerButtonsProps = Readonly<{
	quiz: Readonly<{ kind: QuizKind; options: number }>;
	texts: readonly string[];
	/** What was answered before. */
	answer: QuizAnswer | null;
	busy: boolean;
	onAnswer: (answer: QuizAnswer) => void;
}>;

/** One press answers; where several may be right, or words are asked for, a second one sends. */
export function AnswerButtons(props: AnswerButtonsProps) {
	return props.quiz.kind === 'text' ? <InWords {...props} /> : <Choosing {...props} />;
}

function Choosing({ quiz, texts, answer, busy, onAnswer }: AnswerButtonsProps) {
	const { t } = useTranslation('quiz');
	const names = useOptionNames(quiz);
	const [chosen, setChosen] = useState<readonly number[]>(() => chosenIn(answer));
	const several = quiz.kind === 'multiple';
	const press = (place: number): void => {
		const next = afterPress(quiz.kind, chosen, place);
		setChosen(next);
		if (!several) onAnswer({ choice: next });
	};
	return (
		<div className="quiz-answer" role="group" aria-label={t(several ? 'own.pickMore' : 'own.pick')}>
			<p className="quiz-answer__hint">{t(several ? 'own.pickMore' : 'own.pick')}</p>
			<div className="quiz-answer__options">
				{names.map((name, place) => (
					<Button key={name} pressed={chosen.includes(place)} onClick={() => press(place)}>
						<strong>{name}</strong>
						{texts[place] !== undefined && <span className="quiz-answer__text">{texts[place]}</span>}
					</Button>
				))}
			</div>
			{several && (
				<Button
					kind="primary"
					busy={busy}
					aria-disabled={chosen.length === 0}
					onClick={() => {
						if (chosen.length > 0) onAnswer({ choice: [...chosen] });
					}}
				>
					{t('own.send')}
				</Button>
			)}
		</div>
	);
}

function InWords({ answer, busy, onAnswer }: AnswerButtonsProps) {
	const { t } = useTranslation('quiz');
	const [words, setWords] = useState(() => wordsIn(answer));
	return (
		<form
			className="quiz-answer"
			onSubmit={(event) => {
				event.preventDefault();
				if (words.trim() !== '') onAnswer({ words: words.trim() });
			}}
		>
			<input
				className="chat__input quiz-answer__input"
				aria-label={t('own.words')}
				placeholder={t('own.words')}
				maxLength={QUIZ_WORDS_MAX}
				value={words}
				onChange={(event) => setWords(event.target.value)}
			/>
			<Button kind="primary" type="submit" busy={busy}>
				{t('own.send')}
			</Button>
		</form>
	);
}
