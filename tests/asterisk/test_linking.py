"""Files of one configuration: what dialplans, queues and prompts say together."""

from ivrlint.model import Audio, Queue

IVR = """
[ivr]
exten => s,1,Playback(hello)
 same => n,Goto(desk,s,1)
"""


def test_a_jump_finds_the_context_of_another_file_in_the_folder(configuration) -> None:
    met = configuration(
        {
            "extensions_ivr.conf": IVR,
            "extensions_desk.conf": "[desk]\nexten => s,1,NoOp()\n same => n,Playback(desk)\n",
        }
    )
    assert met.ways("ivr", "s,1") == {"next": "desk.s,2"}


def test_an_include_finds_the_context_of_another_file_in_the_folder(configuration) -> None:
    met = configuration(
        {
            "extensions.conf": "[ivr]\ninclude => keys\nexten => s,1,Background(menu)\n"
            " same => n,WaitExten(5)\n",
            "keys.conf": "[keys]\nexten => 1,1,Playback(one)\nexten => t,1,Hangup\n",
        }
    )
    assert met.ways("ivr", "s,1") == {"1": "keys.1,1", "noinput": "keys.t,1"}


def test_ael_and_the_dialplan_are_loaded_together(configuration) -> None:
    met = configuration(
        {
            "extensions.conf": IVR,
            "extensions.ael": "context desk { s => { Playback(desk); } }\n",
        }
    )
    assert met.ways("ivr", "s,1") == {"next": "desk.s,1"}


def test_a_copy_from_before_is_a_system_of_its_own(configuration) -> None:
    desk = "[desk]\nexten => s,1,Playback(new)\n"
    met = configuration(
        {"extensions.conf": IVR + desk, "extensions.conf.old": IVR + desk.replace("new", "old")}
    )
    for document in met.documents:
        ivr = next(flow for flow in document.flows if flow.name == "ivr")
        found = met.project.resolve(ivr, ivr.steps[0].exits[0].target)
        assert found.flow.document is document


def test_a_context_of_another_folder_is_found_where_only_one_defines_it(configuration) -> None:
    met = configuration(
        {
            "main/extensions.conf": IVR,
            "more/desk.conf": "[desk]\nexten => s,1,Playback(desk)\n",
        }
    )
    assert met.ways("ivr", "s,1") == {"next": "desk.s,1"}


def test_a_context_that_two_other_folders_define_is_not_known(configuration) -> None:
    desk = "[desk]\nexten => s,1,Playback(desk)\n"
    met = configuration({"main/extensions.conf": IVR, "a/desk.conf": desk, "b/desk.conf": desk})
    assert met.ways("ivr", "s,1") == {"next": "? 2 files of the project define a context 'desk'"}


def test_queues_of_the_same_folder_tell_what_is_heard_while_waiting(configuration) -> None:
    met = configuration(
        {
            "extensions.conf": "[in]\nexten => s,1,Queue(desk)\n",
            "queues.conf": "[desk]\nperiodic-announce = visit-our-website\n"
            "periodic-announce-frequency = 30\nmember => SIP/1\n",
        }
    )
    queue = met.step("in", "s,1")
    assert isinstance(queue, Queue)
    assert [prompt.every for prompt in queue.prompts] == [30]


def test_music_on_hold_tells_what_is_said_between_two_pieces(configuration) -> None:
    met = configuration(
        {
            "extensions.conf": "[in]\nexten => s,1,Queue(desk)\n",
            "queues.conf": "[desk]\nmusicclass = calm\nmember => SIP/1\n",
            "musiconhold.conf": "[calm]\nmode = files\ndirectory = moh\n"
            "announcement = custom/please-hold\n",
        }
    )
    queue = met.step("in", "s,1")
    assert [prompt.content for prompt in queue.prompts] == [Audio("custom/please-hold")]


def test_a_transcript_tells_what_is_said_in_a_recording(configuration) -> None:
    met = configuration(
        {
            "extensions.conf": "[in]\nexten => s,1,Playback(custom/hello)\n",
            "sounds.txt": "; what our recordings say\ncustom/hello: Welcome.\ncustom/bye: Bye.\n",
        }
    )
    text = met.step("in", "s,1").prompts[0].text
    assert text is not None
    assert text.plain == "Welcome."
