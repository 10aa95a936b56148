// /quiz/:code: a child's phone or tablet, from the QR code on the classroom's screen. No account, no name.
import './quiz.css';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { endpoints, QuizCode } from '@classroom/protocol';
import type { QuizAnswer, QuizPage } from '@classroom/protocol';
import { useAction, useApi } from '../api/index.ts';
import { Failure, FailureLine, Icon } from '../components/index.ts';
import { AnswerButtons } from './AnswerButtons.tsx';
import { chosenIn, isRight, wordsIn } from './answering.ts';
import { useOptionNames } from './optionNames.ts';

/** Often enough to hear of the end; a whole county asks at once, ms. */
const EVERY_MS = 6000;

export default function PhonePage() {
	const { code = '' } = useParams();
	const parsed = QuizCode.safeParse(code);
	return parsed.success ? <Known code={parsed.data} /> : <Failure fullPage code="quiz-not-found" />;
}

function Known({ code }: { code: string }) {
	const { t } = useTranslation('quiz');
	const reading = useApi(endpoints.readQuizPage, { params: { code } }, { everyMs: EVERY_MS });
	switch (reading.state) {
		case 'loading':
			return <p className="quiz-page quiz-page__wait">{t('own.loading')}</p>;
		case 'failed':
			return <Failure fullPage code={reading.error.code} onAgain={reading.again} />;
		case 'ready':
			return <Shown code={code} page={reading.data} />;
	}
}

function Shown({ code, page }: { code: string; page: QuizPage }) {
	const { t } = useTranslation('quiz');
	const send = useAction(endpoints.answerQuizPage, [endpoints.readQuizPage]);
	const [given, setGiven] = useState<QuizAnswer | null>(null);
	const answer = given ?? page.answer;
	const onAnswer = (next: QuizAnswer): void => {
		void send.run({ params: { code }, body: { answer: next } }).then((done) => done && setGiven(next));
	};
	const { kind, options, sheet, open } = page;
	return (
		<main className="quiz-page">
			<h1>{t('title')}</h1>
			{sheet.question !== null && <p className="quiz-page__question">{sheet.question}</p>}
			{open ? (
				<AnswerButtons
					quiz={{ kind, options }}
					texts={sheet.optionTexts}
					answer={answer}
					busy={send.busy}
					onAnswer={onAnswer}
				/>
			) : (
				<Over page={{ ...page, answer }} />
			)}
			{send.error !== undefined && <FailureLine code={send.error.code} details={send.error.details} />}
			{open && answer !== null && send.error === undefined && (
				<p className="quiz-page__done" role="status">
					<Icon name="check" />
					{t('own.done')}
				</p>
			)}
		</main>
	);
}

function Over({ page }: { page: QuizPage }) {
	const { t } = useTranslation('quiz');
	const names = useOptionNames(page);
	const { answer, correct } = page;
	const lettersOf = (places: readonly number[]): string => places.map((place) => names[place]).join(' ');
	const own = wordsIn(answer) || lettersOf(chosenIn(answer));
	const right = isRight(correct, answer);
	return (
		<div role="status">
			<p className="quiz-page__wait">{t('own.over')}</p>
			<p className="quiz-page__question">{answer === null ? t('own.noAnswer') : `${t('own.was')}: ${own}`}</p>
			{right === true && (
				<p className="quiz-page__done">
					<Icon name="check" />
					{t('own.isRight')}
				</p>
			)}
			{right !== true && correct !== null && correct.length > 0 && (
				<p className="quiz-page__question">{t('own.isWrong', { letters: lettersOf(correct) })}</p>
			)}
		</div>
	);
}
