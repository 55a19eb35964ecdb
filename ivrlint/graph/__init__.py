"""The graph over the model: where callers get, how, and at what cost."""

from ivrlint.graph._costs import Costs, CostsTo
from ivrlint.graph._dominators import Gates
from ivrlint.graph._prices import Price, inputs, seconds
from ivrlint.graph.edges import Edge, Via, when_closed, when_open
from ivrlint.graph.graph import MOST_STATIONS, FlowGraph, Graph
from ivrlint.graph.stepset import StepSet

__all__ = [
    "MOST_STATIONS",
    "Costs",
    "CostsTo",
    "Edge",
    "FlowGraph",
    "Gates",
    "Graph",
    "Price",
    "StepSet",
    "Via",
    "inputs",
    "seconds",
    "when_closed",
    "when_open",
]
