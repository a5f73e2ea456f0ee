# Where a fault of a file stands.
import-at-line = Liy { $line }
import-at-row = Fèy { $sheet }, ranje { $row }
import-at-column = , kolòn { $column }
