"""Actions as steps: what each is, and where it leads."""

from __future__ import annotations

from ivrlint.model import (
    UNKNOWN,
    Bot,
    Branch,
    Call,
    Collect,
    Decides,
    Hangup,
    Lookup,
    Menu,
    Opaque,
    Party,
    Project,
    Queue,
    Return,
    Say,
    Target,
    Transfer,
    Voicemail,
)


def test_actions_come_one_after_another_and_the_task_ends(in_task, step_of, ways) -> None:
    document = in_task(
        """
        - playAudio:
            name: Hello
            audio:
              tts: Good morning.
        - playAudio:
            name: Hello
            audio:
              tts: And welcome.
        """
    )
    assert document.flows[0].start == "Hello"
    assert ways(step_of(document, "Hello")) == [("next", "Hello 2")]
    assert ways(step_of(document, "Hello 2")) == [("next", "end of First")]
    end = step_of(document, "end of First")
    assert isinstance(end, Hangup)
    assert end.implicit


def test_what_follows_an_output_is_what_follows_the_action(in_task, step_of, ways) -> None:
    document = in_task(
        """
        - callData:
            name: Ask
            category:
              Shop:
                dataAction:
                  Find order: {}
            outputs:
              success:
                actions:
                  - playAudio: {name: Found, audio: {tts: Found.}}
              failure:
                actions:
                  - disconnect: {name: Away}
        - disconnect: {name: Over}
        """
    )
    ask = step_of(document, "Ask")
    assert isinstance(ask, Lookup)
    assert ask.system == "Find order"
    assert ways(ask) == [("next", "Found"), ("error", "Away"), ("timeout", "Over")]
    assert ways(step_of(document, "Found")) == [("next", "Over")]


def test_decisions_and_switches_are_branches(in_task, step_of, ways) -> None:
    document = in_task(
        """
        - decision:
            name: Known?
            condition: {exp: 'Call.Ani == "tel:+31"'}
            outputs:
              yes: {actions: [{disconnect: {name: A}}]}
        - switch:
            name: Which?
            evaluate:
              firstTrue:
                default: {actions: [{disconnect: {name: D}}]}
                cases:
                  - case: {value: {exp: Flow.x > 1}, actions: [{disconnect: {name: B}}]}
                  - case: {value: {exp: Flow.x > 2}, actions: []}
        - switch:
            name: By value
            evaluate:
              firstMatch:
                string:
                  value: {exp: Flow.y}
                  cases:
                    - case: {value: {lit: red}, actions: [{disconnect: {name: C}}]}
        """
    )
    known = step_of(document, "Known?")
    assert isinstance(known, Branch)
    assert known.decides is Decides.CALLER
    assert ways(known) == [('condition Call.Ani == "tel:+31"', "A"), ("otherwise", "Which?")]
    assert ways(step_of(document, "Which?")) == [
        ("condition Flow.x > 1", "B"),
        ("condition Flow.x > 2", "By value"),
        ("otherwise", "D"),
    ]
    assert ways(step_of(document, "By value")) == [
        ("condition Flow.y == red", "C"),
        ("otherwise", "end of First"),
    ]


def test_schedules_are_open_closed_or_on_holiday(in_task, step_of, ways) -> None:
    document = in_task(
        """
        - evaluateScheduleGroup:
            name: Open?
            scheduleGroup: {lit: {name: Shop}}
            outputs:
              closed: {actions: [{disconnect: {name: Closed}}]}
              holiday: {actions: [{disconnect: {name: Feast}}]}
        - disconnect: {name: Rest}
        """
    )
    step = step_of(document, "Open?")
    assert isinstance(step, Branch)
    assert (step.decides, step.subject) == (Decides.HOURS, "Shop")
    assert sorted(ways(step)) == [
        ("closed", "Closed"),
        ("condition emergency", "Rest"),
        ("holiday", "Feast"),
        ("open", "Rest"),
    ]


def test_a_loop_leads_back_and_its_exits_lead_out(in_task, step_of, ways) -> None:
    document = in_task(
        """
        - loop:
            name: Again
            loopCount: {lit: 3}
            outputs:
              loop:
                actions:
                  - decision:
                      name: Enough?
                      condition: {exp: Task.Enough}
                      outputs:
                        yes: {actions: [{loopExit: {name: out}}]}
                        no: {actions: [{loopNext: {name: on}}]}
        - disconnect: {name: Over}
        """
    )
    again = step_of(document, "Again")
    assert isinstance(again, Branch)
    assert again.limit == 3
    assert ways(again) == [("otherwise", "Enough?"), ("exhausted", "Over")]
    assert ways(step_of(document, "Enough?")) == [
        ("condition Task.Enough", "Over"),
        ("otherwise", "Again"),
    ]


def test_a_queue_has_its_flow_and_its_failure(in_task, step_of, ways, read) -> None:
    document = in_task(
        """
        - transferToAcd:
            name: To the shop
            targetQueue: {lit: {name: Shop}}
            overrideInQueueFlow: {name: Waiting}
            preTransferAudio: {tts: One moment.}
            failureTransferAudio: {tts: Nobody is there.}
        - disconnect: {name: Over}
        """
    )
    queue = step_of(document, "To the shop")
    assert isinstance(queue, Queue)
    assert queue.queue == "Shop"
    assert [prompt.text.plain for prompt in queue.prompts] == ["One moment."]
    assert ways(queue) == [("error", "Over")]
    assert [prompt.text.plain for prompt in queue.exits[0].prompts] == ["Nobody is there."]
    waiting = read("inqueueCall:\n  name: Waiting\n  startUpTaskActions:\n    - holdMusic: {}\n")
    project = Project([document, waiting])
    assert queue.waiting is not None
    assert project.resolve(queue.flow, queue.waiting) is waiting.flows[0].steps[0]


def test_transfers_say_to_whom(in_task, step_of, ways) -> None:
    document = in_task(
        """
        - transferToNumber:
            name: Number
            targetNumber: {lit: "+31885550100"}
            connectTimeout: {lit: {seconds: 20}}
        - transferToUser: {name: Person, allowVoicemailRollover: {lit: false}}
        - transferToGroup: {name: Group, targetGroup: {lit: {name: Bakers}}}
        - transferToFlow: {name: Flow, targetFlow: {name: Other}}
        - transferToVoicemail:
            name: Box
            destination: {queue: {targetQueue: {lit: {name: Shop}}}}
        - dialByExtension: {name: Extension}
        """
    )
    number, person = step_of(document, "Number"), step_of(document, "Person")
    assert isinstance(number, Transfer)
    assert (number.party, number.to, number.longest) == (Party.NUMBER, "+31885550100", 20)
    assert ways(person) == [("error", "Group"), ("noanswer", "Group")]
    group, flow = step_of(document, "Group"), step_of(document, "Flow")
    assert isinstance(group, Transfer)
    assert (group.party, group.to) == (Party.DEPARTMENT, "Bakers")
    assert isinstance(flow, Transfer)
    assert isinstance(flow.flow_target, Target)
    assert flow.flow_target.flow == "Other"
    box = step_of(document, "Box")
    assert isinstance(box, Voicemail)
    assert box.box == "Shop"
    extension = step_of(document, "Extension")
    assert isinstance(extension, Transfer)
    assert extension.party is Party.PERSON


def test_a_task_that_another_calls_goes_back(read, step_of, ways) -> None:
    document = read(
        "inboundCall:\n"
        "  name: Bakery\n"
        '  startUpRef: "/inboundCall/tasks/task[first]"\n'
        "  tasks:\n"
        "    - task:\n"
        "        refId: first\n"
        "        actions:\n"
        '          - callTask: {name: Greet, targetTaskRef: "./tasks/task[second]"}\n'
        "          - disconnect: {name: Over}\n"
        "    - task:\n"
        "        name: Second\n"
        "        refId: second\n"
        "        actions:\n"
        "          - playAudio: {name: Hello, audio: {tts: Hello.}}\n"
    )
    greet = step_of(document, "Greet")
    assert isinstance(greet, Call)
    assert str(greet.callee) == "Hello"
    assert ways(greet) == [("next", "Over")]
    assert isinstance(step_of(document, "end of Second"), Return)


def test_a_bot_leads_on_by_what_it_has_understood(in_task, step_of, ways) -> None:
    document = in_task(
        """
        - callLexV2Bot:
            name: Bot
            outputs:
              Order: {actions: [{disconnect: {name: Ordered}}]}
              failure: {actions: [{disconnect: {name: Failed}}]}
        """
    )
    bot = step_of(document, "Bot")
    assert isinstance(bot, Bot)
    assert ways(bot) == [
        ("next", "end of First"),
        ("word Order", "Ordered"),
        ("error", "Failed"),
    ]


def test_what_is_not_known_is_opaque(in_task, step_of, ways) -> None:
    document = in_task(
        """
        - danceForCaller:
            name: Dance
            outputs:
              tired: {actions: [{disconnect: {name: Tired}}]}
        """
    )
    dance = step_of(document, "Dance")
    assert isinstance(dance, Opaque)
    assert (dance.what, dance.continues) == ("danceForCaller", UNKNOWN)
    assert ways(dance) == [("condition tired", "Tired"), ("next", "end of First")]
    assert document.problems == ()


def test_questions_that_decisions_follow_are_menus(in_task, step_of, ways) -> None:
    document = in_task(
        """
        - collectInput:
            name: Which?
            inputData: {var: Task.Choice}
            digits: {exact: 1}
            inputAudio: {tts: "For bread, press 1. For cake, press 2."}
            outputs:
              failure: {actions: [{disconnect: {name: Silent}}]}
        - decision:
            name: Bread?
            condition: {exp: Task.Choice == "1"}
            outputs:
              yes: {actions: [{disconnect: {name: Bread}}]}
        - decision:
            name: Cake?
            condition: {exp: Task.Choice == "2"}
            outputs:
              yes: {actions: [{disconnect: {name: Cake}}]}
        - disconnect: {name: Other}
        """
    )
    which = step_of(document, "Which?")
    assert isinstance(which, Menu)
    assert ways(which) == [
        ("key 1", "Bread"),
        ("key 2", "Cake"),
        ("nomatch", "Other"),
        ("noinput", "Silent"),
    ]
    assert (which.timeout, which.digit_timeout, which.presentations) == (5, 3, 1)
    assert not which.complete
    assert {step.name for step in document.flows[0].steps} == {
        "Which?", "Bread", "Cake", "Other", "Silent",
    }  # fmt: skip


def test_longer_entries_are_data(in_task, step_of, ways) -> None:
    document = in_task(
        """
        - collectInput:
            name: Number
            inputData: {var: Task.Number}
            digits: {range: {terminatingDtmf: "digit_#", min: 4, max: 8}}
            noEntryTimeout: {lit: {seconds: 9}}
        """
    )
    number = step_of(document, "Number")
    assert isinstance(number, Collect)
    assert (number.least, number.most, number.terminator) == (4, 8, "#")
    assert (number.timeout, number.data) == (9, "Task.Number")
    assert [one.name for one in number.writes] == ["Task.Number"]
    assert [cause for cause, _ in ways(number)] == ["next", "noinput", "nomatch"]


def test_the_first_task_of_a_waiting_flow_begins_again(read, ways) -> None:
    document = read(
        "inqueueCall:\n  name: Waiting\n  startUpTaskActions:\n"
        "    - playAudio: {name: Patience, audio: {tts: Please wait.}}\n"
        "    - holdMusic: {name: Music, prompt: {exp: Flow.HoldPrompt}}\n"
    )
    say, music = document.flows[0].steps
    assert isinstance(say, Say)
    assert ways(music) == [("next", "Patience")]


def test_a_module_goes_back(read) -> None:
    document = read(
        "commonModule:\n  name: Greeting\n  defaultLanguage: en\n  startUpTaskActions:\n"
        "    - playAudio: {name: Hello, audio: {tts: Hello.}}\n"
    )
    assert [type(step) for step in document.flows[0].steps] == [Say, Return]


def test_jumps_in_a_circle_lead_nowhere(in_task) -> None:
    document = in_task('- jumpToTask: {targetTaskRef: "./tasks/task[first]"}')
    assert document.flows[0].start is None


def test_the_place_in_line_is_read_out_and_music_is_a_recording(read) -> None:
    document = read(
        "inqueueCall:\n  name: Waiting\n  startUpTaskActions:\n"
        "    - playPositionInQueue: {name: Place}\n"
        "    - holdMusic: {name: Music, prompt: {exp: Flow.HoldPrompt}}\n"
    )
    place, music = document.flows[0].steps
    assert [prompt.text.plain for prompt in place.prompts] == ["{position}"]
    assert [prompt.content.name for prompt in music.prompts] == ["Flow.HoldPrompt"]
