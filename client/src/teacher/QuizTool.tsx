import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { moreThanChildren, placeTotal, quizTotal, rightOf } from '@classroom/protocol';
import type { PlaceTally, Quiz } from '@classroom/protocol';
import { Button, Icon } from '../components/index.ts';
import { afterPress } from '../quiz/answering.ts';
import { useOptionNames } from '../quiz/optionNames.ts';
import { QuizChart } from '../quiz/QuizChart.tsx';
import { usePlaceName } from '../quiz/usePlaces.ts';
import { useQuizSheet } from '../quiz/useQuizSheet.ts';
import { useAsk, useJoined } from '../scene/lessonContext.ts';
import { QuizOpening } from './QuizOpening.tsx';
import { QuizWords } from './QuizWords.tsx';

/** Opens a quiz, or what goes on with the one on the screens; below, those before it. */
export function QuizTool() {
	const { current } = useJoined().room.tools.quiz;
	return (
		<>
			{current === null ? <QuizOpening /> : <Running key={current.quizId} quiz={current} />}
			<Past />
		</>
	);
}

function Running({ quiz }: { quiz: Quiz }) {
	const { t } = useTranslation('quiz');
	const ask = useAsk();
	const sheet = useQuizSheet(quiz.quizId)?.sheet;
	const { quizId, kind, closedAt } = quiz;
	const total = quizTotal(quiz);
	return (
		<>
			<p className="tool__state" role="status">
				<strong>{t(closedAt === null ? 'now.open' : 'now.closed')}</strong>{' '}
				{t('answered', { count: total.answered })}
			</p>
			{typeof sheet?.question === 'string' && <p>{sheet.question}</p>}
			{kind === 'text' ? (
				<QuizWords quizId={quizId} answered={total.answered} />
			) : (
				<QuizChart quiz={quiz} total={total} texts={sheet?.optionTexts ?? []} />
			)}
			{closedAt === null ? (
				<Button kind="primary" onClick={() => void ask('closeQuiz', { quizId })}>
					{t('now.close')}
				</Button>
			) : (
				<Afterwards quiz={quiz} />
			)}
			<Places quiz={quiz} />
		</>
	);
}

/** Which answers are right, and off the screens. */
function Afterwards({ quiz }: { quiz: Quiz }) {
	const { t } = useTranslation('quiz');
	const ask = useAsk();
	const names = useOptionNames(quiz);
	const [chosen, setChosen] = useState<readonly number[]>(quiz.correct ?? []);
	const { quizId, kind } = quiz;
	const show = (): void => {
		if (chosen.length > 0) void ask('showQuizAnswers', { quizId, correct: [...chosen] });
	};
	return (
		<>
			{kind !== 'text' && (
				<>
					<p className="tool__hint">{t(quiz.correct === null ? 'now.choose' : 'now.shown')}</p>
					<div className="tool__row" role="group" aria-label={t('now.choose')}>
						{names.map((name, place) => (
							<Button
								key={name}
								pressed={chosen.includes(place)}
								onClick={() => setChosen(afterPress(kind, chosen, place))}
							>
								{name}
							</Button>
						))}
						<Button kind="primary" aria-disabled={chosen.length === 0} onClick={show}>
							{t('now.show')}
						</Button>
					</div>
				</>
			)}
			<div className="tool__row">
				<Button icon="check" onClick={() => void ask('putQuizAway', { quizId })}>
					{t('now.away')}
				</Button>
			</div>
		</>
	);
}

/** What each place has answered, of how many children; where more than there are is said. */
function Places({ quiz }: { quiz: Quiz }) {
	const { t } = useTranslation('quiz');
	const { headcounts } = useJoined().room;
	if (quiz.tallies.length === 0) return null;
	const tooMany = quiz.tallies.some((tally) => moreThanChildren(quiz, tally, headcounts));
	return (
		<>
			{tooMany && (
				<p className="tool__warning" role="alert">
					<Icon name="warning" />
					{t('now.tooMany')}
				</p>
			)}
			<table className="quiz-places">
				<caption>{t('now.places')}</caption>
				<tbody>
					{quiz.tallies.map((tally) => (
						<PlaceRow key={tally.classroomId} quiz={quiz} tally={tally} />
					))}
				</tbody>
			</table>
		</>
	);
}

function PlaceRow({ quiz, tally }: { quiz: Quiz; tally: PlaceTally }) {
	const { t } = useTranslation('quiz');
	const { headcounts } = useJoined().room;
	const nameOf = usePlaceName();
	const names = useOptionNames(quiz);
	const { counts, answered } = placeTotal(quiz, tally);
	const children = headcounts.find(({ classroomId }) => classroomId === tally.classroomId)?.count;
	const warn = moreThanChildren(quiz, tally, headcounts);
	return (
		<tr className={warn ? 'quiz-places__row--many' : undefined}>
			<th scope="row">
				{warn && <Icon name="warning" />}
				{nameOf(tally.classroomId)}
			</th>
			{names.map((name, place) => (
				<td key={name}>
					<small>{name}</small> {counts[place] ?? 0}
				</td>
			))}
			<td>
				{children === undefined
					? t('answered', { count: answered })
					: t('now.children', { answered, children })}
			</td>
		</tr>
	);
}

/** Over the lesson. */
function Past() {
	const { t } = useTranslation('quiz');
	const nameOf = usePlaceName();
	const { past, scores } = useJoined().room.tools.quiz;
	if (past.length === 0) return null;
	return (
		<details className="tool__past">
			<summary>{t('past.title')}</summary>
			<ol>
				{past.map((quiz, index) => {
					const right = rightOf(quiz, quiz.total);
					const { answered } = quiz.total;
					return (
						<li key={quiz.quizId}>
							<strong>{t('past.line', { n: index + 1 })}</strong>{' '}
							{right === null ? t('answered', { count: answered }) : t('past.right', { answered, right })}
						</li>
					);
				})}
			</ol>
			<ul>
				{scores
					.filter(({ answered }) => answered > 0)
					.map(({ classroomId, answered, right }) => (
						<li key={classroomId}>
							{t('past.score', { name: nameOf(classroomId), percent: Math.round((right / answered) * 100) })}
						</li>
					))}
			</ul>
		</details>
	);
}
