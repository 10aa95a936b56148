import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { QUIZ_OPTION_MAX, QUIZ_OPTIONS_MAX, QUIZ_QUESTION_MAX, QuizKind } from '@classroom/protocol';
import { Button } from '../components/index.ts';
import { useAsk } from '../scene/lessonContext.ts';
import { writtenQuiz } from './writtenQuiz.ts';

/** The question stands on the slide: one press opens it. Else it is written. */
export function QuizOpening() {
	const { t } = useTranslation('quiz');
	const ask = useAsk();
	return (
		<>
			<p className="tool__hint">{t('open.hint')}</p>
			<div className="tool__row" data-quiz-tool>
				{([4, 3, 2] as const).map((options) => (
					<Button
						key={options}
						kind={options === 4 ? 'primary' : 'plain'}
						aria-label={t('open.single', { count: options })}
						onClick={() => void ask('openQuiz', { kind: 'single', options })}
					>
						{Array.from('ABCD'.slice(0, options)).join(' ')}
					</Button>
				))}
				<Button
					aria-label={t('open.judge')}
					onClick={() => void ask('openQuiz', { kind: 'judge', options: 2 })}
				>
					{t('letters.right')} {t('letters.wrong')}
				</Button>
				<Button
					aria-label={t('open.multiple', { count: 4 })}
					onClick={() => void ask('openQuiz', { kind: 'multiple', options: 4 })}
				>
					{t('open.kindIs.multiple')}
				</Button>
				<Button onClick={() => void ask('openQuiz', { kind: 'text', options: 0 })}>{t('open.text')}</Button>
			</div>
			<details className="tool__more">
				<summary>{t('open.write')}</summary>
				<Writing />
			</details>
		</>
	);
}

function Writing() {
	const { t } = useTranslation('quiz');
	const ask = useAsk();
	const [kind, setKind] = useState<QuizKind>('single');
	const [question, setQuestion] = useState('');
	const [texts, setTexts] = useState<readonly string[]>(() => Array<string>(QUIZ_OPTIONS_MAX).fill(''));
	const chooses = kind === 'single' || kind === 'multiple';
	return (
		<form
			className="tool__form"
			onSubmit={(event) => {
				event.preventDefault();
				void ask('openQuiz', writtenQuiz({ kind, question, texts }));
			}}
		>
			<label>
				{t('open.kind')}
				<select
					className="chat__input"
					value={kind}
					onChange={(event) => setKind(QuizKind.parse(event.target.value))}
				>
					{QuizKind.options.map((each) => (
						<option key={each} value={each}>
							{t(`open.kindIs.${each}`)}
						</option>
					))}
				</select>
			</label>
			<label>
				{t('open.question')}
				<textarea
					className="chat__input"
					rows={2}
					maxLength={QUIZ_QUESTION_MAX}
					value={question}
					onChange={(event) => setQuestion(event.target.value)}
				/>
			</label>
			{chooses && (
				<fieldset className="tool__options">
					<legend className="tool__hint">{t('open.optionHint')}</legend>
					{texts.map((text, place) => (
						<input
							key={place}
							className="chat__input"
							aria-label={t('open.option', { letter: 'ABCDEF'.charAt(place) })}
							placeholder={'ABCDEF'.charAt(place)}
							maxLength={QUIZ_OPTION_MAX}
							value={text}
							onChange={(event) =>
								setTexts(texts.map((each, index) => (index === place ? event.target.value : each)))
							}
						/>
					))}
				</fieldset>
			)}
			<Button kind="primary" type="submit">
				{t('open.start')}
			</Button>
		</form>
	);
}
