from tests.courriels.papier import papier

__all__ = ["papier"]
